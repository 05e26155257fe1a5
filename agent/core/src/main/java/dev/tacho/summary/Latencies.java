package dev.tacho.summary;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The observations of one or several series of a histogram, put together by their native buckets,
 * or by the classic ones of series without. Used by one thread.
 */
final class Latencies {
  /** The observations between two bounds. */
  static final class Bucket {
    final double lower;

    /** Inclusive; infinity for the last classic one. */
    final double upper;

    /** Whether the bucket is one of a scale on which each is wider than the one below. */
    private final boolean exponential;

    private long count;

    Bucket(double lower, double upper, boolean exponential) {
      this.lower = lower;
      this.upper = upper;
      this.exponential = exponential;
    }

    long count() {
      return count;
    }

    /** Where an observation is, taking them to be spread evenly over the bucket's scale. */
    double at(double fraction) {
      if (Double.isInfinite(upper)) {
        return lower;
      }
      return exponential
          ? lower * Math.pow(upper / lower, fraction)
          : lower + (upper - lower) * fraction;
    }
  }

  private final TreeMap<Double, Bucket> buckets = new TreeMap<>();
  private long count;
  private double sum;

  void add(HistogramDataPointSnapshot series) {
    count += series.getCount();
    sum += series.getSum();
    if (series.hasNativeHistogramData()) {
      addNative(series);
    } else {
      addClassic(series.getClassicBuckets());
    }
  }

  private void addNative(HistogramDataPointSnapshot series) {
    add(0, series.getNativeZeroThreshold(), false, series.getNativeZeroCount());
    double perOctave = Math.scalb(1.0, series.getNativeSchema());
    NativeHistogramBuckets all = series.getNativeBucketsForPositiveValues();
    for (int i = 0; i < all.size(); i++) {
      int index = all.getBucketIndex(i);
      double lower = Math.pow(2, (index - 1) / perOctave);
      add(lower, Math.pow(2, index / perOctave), true, all.getCount(i));
    }
  }

  private void addClassic(ClassicHistogramBuckets all) {
    double lower = 0;
    for (int i = 0; i < all.size(); i++) {
      add(lower, all.getUpperBound(i), false, all.getCount(i));
      lower = all.getUpperBound(i);
    }
  }

  private void add(double lower, double upper, boolean exponential, long observations) {
    if (observations > 0) {
      Bucket bucket = buckets.get(upper);
      if (bucket == null) {
        bucket = new Bucket(lower, upper, exponential);
        buckets.put(upper, bucket);
      }
      bucket.count += observations;
    }
  }

  void add(Latencies other) {
    count += other.count;
    sum += other.sum;
    for (Bucket bucket : other.buckets.values()) {
      add(bucket.lower, bucket.upper, bucket.exponential, bucket.count);
    }
  }

  long count() {
    return count;
  }

  /** In the histogram's unit. */
  double sum() {
    return sum;
  }

  /** Those that hold anything, in ascending order. */
  Collection<Bucket> buckets() {
    return Collections.unmodifiableCollection(buckets.values());
  }

  /**
   * The value below which a share of the observations is, as Prometheus' {@code histogram_quantile}
   * has it: interpolated on the logarithmic scale in native buckets, linearly in classic ones.
   *
   * @param share from 0 to 1
   * @return NaN if there are none
   */
  double quantile(double share) {
    long all = 0;
    for (Bucket bucket : buckets.values()) {
      all += bucket.count;
    }
    double rank = share * all;
    double below = 0;
    for (Bucket bucket : buckets.values()) {
      if (below + bucket.count >= rank) {
        return bucket.at((rank - below) / bucket.count);
      }
      below += bucket.count;
    }
    return Double.NaN;
  }

  /** What no observation exceeds, to the width of its bucket; NaN if there are none. */
  double highest() {
    Map.Entry<Double, Bucket> last = buckets.lastEntry();
    return last == null ? Double.NaN : last.getValue().at(1);
  }
}
