package dev.tacho.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * One series of a histogram. Any thread may observe, any may collect; neither waits for the other.
 * A scrape may miss observations in flight, and may have the count of one whose sum it has not. It
 * never sees one twice, and its count, its classic and its native buckets are those of the same
 * observations. Observing allocates nothing but a bucket when it is first used, and exemplars.
 */
final class HistogramCell {
  /** How long an exemplar stays at least: longer than a scrape takes to come by twice. */
  private static final long MIN_EXEMPLAR_NANOS = TimeUnit.SECONDS.toNanos(7);

  /** Prometheus looks back as far: an older exemplar has been scraped, or nobody scrapes. */
  private static final long MAX_EXEMPLAR_MILLIS = TimeUnit.MINUTES.toMillis(5);

  private static final String REQUEST_ID = "request_id";

  /** OpenMetrics allows 128 characters for the name and the value together. */
  private static final int MAX_REQUEST_ID_LENGTH = 128 - REQUEST_ID.length();

  /** An observation that is shown beside its bucket. Safe to publish by a race: all final. */
  private static final class RecentExemplar {
    final long value;
    final long endNanos;
    final long timestampMillis;
    final String requestId;

    RecentExemplar(long value, long endNanos, long timestampMillis, String requestId) {
      this.value = value;
      this.endNanos = endNanos;
      this.timestampMillis = timestampMillis;
      this.requestId = requestId;
    }
  }

  private final BucketLayout layout;
  private final Sampling sampling;
  private final Labels labels;
  private final long createdMillis = System.currentTimeMillis();

  /** By bucket of the layout; null where nothing has been observed yet. */
  private final AtomicReferenceArray<LongAdder> counts;

  /** A long of nanoseconds would overflow after ten days with 10 000 requests in flight. */
  private final DoubleAdder sum = new DoubleAdder();

  /**
   * By classic bucket; null until there is one. Elements are read and written without order: the
   * worst is that of two exemplars of the same moment one is lost.
   */
  private volatile RecentExemplar[] exemplars;

  /** What {@link #sampling} did not take; null until there is any. */
  private volatile LongAdder skipped;

  HistogramCell(BucketLayout layout, Sampling sampling, Labels labels) {
    this.layout = layout;
    this.sampling = sampling;
    this.labels = labels;
    this.counts = new AtomicReferenceArray<>(layout.buckets());
  }

  /** Counts a value in the layout's unit; a negative one is 0. */
  void observe(long value) {
    if (sampling.takes()) {
      count(layout.bucketOf(value), value);
    } else {
      skip();
    }
  }

  /**
   * Counts a value, and may show it as the exemplar of its bucket.
   *
   * @param endNanos when it was observed; differences count only
   * @param requestId null for no exemplar
   */
  void observe(long value, long endNanos, String requestId) {
    if (!sampling.takes()) {
      skip();
      return;
    }
    int bucket = layout.bucketOf(value);
    count(bucket, value);
    if (requestId != null && isExemplarDue(layout.classicOf(bucket), endNanos)) {
      remember(layout.classicOf(bucket), value, endNanos, requestId);
    }
  }

  /** The number of observations so far, those that were not taken included. */
  long count() {
    long count = skipped();
    for (int bucket = 0; bucket < counts.length(); bucket++) {
      LongAdder adder = counts.get(bucket);
      if (adder != null) {
        count += adder.sum();
      }
    }
    return count;
  }

  /** The number of observations so far that are not in the histogram. */
  long skipped() {
    LongAdder adder = skipped;
    return adder == null ? 0 : adder.sum();
  }

  private void skip() {
    LongAdder adder = skipped;
    if (adder == null) {
      adder = addSkipped();
    }
    adder.increment();
  }

  private synchronized LongAdder addSkipped() {
    if (skipped == null) {
      skipped = new LongAdder();
    }
    return skipped;
  }

  private void count(int bucket, long value) {
    LongAdder adder = counts.get(bucket);
    if (adder == null) {
      adder = addBucket(bucket);
    }
    adder.increment();
    sum.add((double) Math.max(0, value));
  }

  private LongAdder addBucket(int bucket) {
    counts.compareAndSet(bucket, null, new LongAdder());
    return counts.get(bucket);
  }

  private boolean isExemplarDue(int classicBucket, long endNanos) {
    RecentExemplar[] recent = exemplars;
    return recent == null
        || recent[classicBucket] == null
        || endNanos - recent[classicBucket].endNanos >= MIN_EXEMPLAR_NANOS;
  }

  private void remember(int classicBucket, long value, long endNanos, String requestId) {
    RecentExemplar[] recent = exemplars;
    if (recent == null) {
      recent = new RecentExemplar[layout.classicBounds().length];
      exemplars = recent;
    }
    recent[classicBucket] =
        new RecentExemplar(
            value,
            endNanos,
            System.currentTimeMillis(),
            Text.label(requestId, MAX_REQUEST_ID_LENGTH));
  }

  /** The series as a scrape of {@code nowMillis} shows it. */
  HistogramDataPointSnapshot collect(long nowMillis) {
    long[] classic = new long[layout.classicBounds().length];
    int[] indexes = new int[counts.length()];
    long[] nativeCounts = new long[counts.length()];
    int used = 0;
    long zero = 0;
    for (int bucket = 0; bucket < counts.length(); bucket++) {
      LongAdder adder = counts.get(bucket);
      if (adder == null) {
        continue;
      }
      long count = adder.sum();
      classic[layout.classicOf(bucket)] += count;
      int index = layout.nativeOf(bucket);
      if (index == BucketLayout.ZERO_BUCKET) {
        zero += count;
      } else if (used > 0 && indexes[used - 1] == index) {
        nativeCounts[used - 1] += count; // a classic bound inside the native bucket
      } else {
        indexes[used] = index;
        nativeCounts[used++] = count;
      }
    }
    HistogramDataPointSnapshot.Builder series =
        HistogramDataPointSnapshot.builder()
            .labels(labels)
            .sum(layout.toUnit(sum.sum()))
            .exemplars(collectExemplars(nowMillis))
            .createdTimestampMillis(createdMillis);
    if (layout.showsClassic()) {
      series.classicHistogramBuckets(ClassicHistogramBuckets.of(layout.classicBounds(), classic));
    }
    if (layout.showsNative()) {
      series
          .nativeSchema(BucketLayout.NATIVE_SCHEMA)
          .nativeZeroCount(zero)
          .nativeZeroThreshold(layout.zeroThreshold())
          .nativeBucketsForPositiveValues(
              NativeHistogramBuckets.of(
                  Arrays.copyOf(indexes, used), Arrays.copyOf(nativeCounts, used)));
    }
    return series.build();
  }

  private Exemplars collectExemplars(long nowMillis) {
    RecentExemplar[] all = exemplars;
    if (all == null) {
      return Exemplars.EMPTY;
    }
    Exemplars.Builder out = Exemplars.builder();
    for (RecentExemplar recent : all) {
      if (recent != null && nowMillis - recent.timestampMillis <= MAX_EXEMPLAR_MILLIS) {
        out.exemplar(
            Exemplar.builder()
                .value(layout.toUnit((double) recent.value))
                .labels(Labels.of(REQUEST_ID, recent.requestId))
                .timestampMillis(recent.timestampMillis)
                .build());
      }
    }
    return out.build();
  }
}
