package dev.tacho.metrics;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long the executions of one statement took. Any thread may record, any may read; neither waits
 * for the other. Recording allocates nothing and takes two atomic additions, three for a failure. A
 * reader may miss executions in flight; it never sees one twice.
 *
 * <p>Durations are counted in buckets, each 19 % wider than the one before, from a microsecond to
 * an hour: a percentile is at most 9 % off. The buckets are ints, half a kilobyte, because there
 * are a thousand statements; one that is full is emptied into a long beside it.
 */
public final class StatementStatistics {
  private static final int PER_OCTAVE = 4;
  private static final int PER_OCTAVE_BITS = 2;

  /** 2^10 ns, a microsecond: what is shorter counts in the first bucket. */
  private static final int LOWEST_EXPONENT = 10;

  /** 2^42 ns, 73 minutes: what is longer counts in the last bucket. */
  private static final int HIGHEST_EXPONENT = 42;

  private static final int BUCKETS = (HIGHEST_EXPONENT - LOWEST_EXPONENT) * PER_OCTAVE;

  /** Upper bounds in nanoseconds, inclusive. */
  private static final long[] bounds = bounds();

  private final AtomicIntegerArray counts = new AtomicIntegerArray(BUCKETS);
  private final AtomicLong totalNanos = new AtomicLong();
  private final AtomicLong maxNanos = new AtomicLong();
  private final AtomicLong errors = new AtomicLong();

  /** A bucket with so many is emptied. */
  private final int full;

  /** What buckets were emptied of; null until the first is. */
  private volatile AtomicLongArray emptied;

  /** Plain: any recent one will do. */
  private String lastRoute;

  public StatementStatistics() {
    this(1 << 30); // far enough from the highest int for all threads that are about to add one
  }

  StatementStatistics(int full) {
    this.full = full;
  }

  /**
   * Counts one execution.
   *
   * @param failed whether it threw
   */
  public void record(long nanos, boolean failed) {
    int bucket = bucketOf(nanos);
    if (counts.incrementAndGet(bucket) == full) {
      empty(bucket);
    }
    if (nanos > maxNanos.get()) {
      raiseMax(nanos);
    }
    totalNanos.addAndGet(Math.max(0, nanos));
    if (failed) {
      errors.incrementAndGet();
    }
  }

  /** The statement was part of a request with this route. */
  public void ranIn(String route) {
    if (!route.equals(lastRoute)) { // a write takes the cache line from the other threads
      lastRoute = route;
    }
  }

  private void raiseMax(long nanos) {
    long max = maxNanos.get();
    while (nanos > max && !maxNanos.compareAndSet(max, nanos)) {
      max = maxNanos.get();
    }
  }

  /** One thread alone sees the count reach its limit. */
  private void empty(int bucket) {
    AtomicLongArray sums = emptied;
    if (sums == null) {
      sums = makeEmptied();
    }
    counts.addAndGet(bucket, -full);
    sums.addAndGet(bucket, full);
  }

  private synchronized AtomicLongArray makeEmptied() {
    if (emptied == null) {
      emptied = new AtomicLongArray(BUCKETS);
    }
    return emptied;
  }

  public long totalNanos() {
    return totalNanos.get();
  }

  long maxNanos() {
    return maxNanos.get();
  }

  long errors() {
    return errors.get();
  }

  /** Null if no request with a known route has run it. */
  String lastRoute() {
    return lastRoute;
  }

  /** Executions by bucket. */
  long[] counts() {
    long[] result = new long[BUCKETS];
    AtomicLongArray sums = emptied;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      result[bucket] = counts.get(bucket) + (sums == null ? 0 : sums.get(bucket));
    }
    return result;
  }

  /** What is relatively as far from one end of the bucket as from the other. */
  static long middleNanos(int bucket) {
    double low = bucket == 0 ? 1L << LOWEST_EXPONENT : bounds[bucket - 1];
    double high = bounds[bucket];
    return Math.round(2 * low * high / (low + high));
  }

  /** Each quarter of an octave, in linear terms, has the upper bound of one bucket in it. */
  static int bucketOf(long nanos) {
    if (nanos < 1L << LOWEST_EXPONENT) {
      return 0;
    }
    int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
    if (exponent >= HIGHEST_EXPONENT) {
      return BUCKETS - 1;
    }
    int quarter = (int) (nanos >>> (exponent - PER_OCTAVE_BITS)) & (PER_OCTAVE - 1);
    int bucket = (exponent - LOWEST_EXPONENT) * PER_OCTAVE + quarter;
    return nanos > bounds[bucket] ? bucket + 1 : bucket;
  }

  private static long[] bounds() {
    long[] bounds = new long[BUCKETS];
    for (int i = 0; i < BUCKETS; i++) {
      bounds[i] = (long) Math.pow(2, LOWEST_EXPONENT + (i + 1.0) / PER_OCTAVE);
    }
    return bounds;
  }
}
