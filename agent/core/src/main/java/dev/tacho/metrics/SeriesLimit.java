package dev.tacho.metrics;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the series of one family and says when there is no room for another. Any thread may call;
 * nothing blocks.
 */
public final class SeriesLimit {
  /** The value of a free label once its family is full. */
  public static final String OTHER = "_other_";

  final String family;

  /** Series that came while it was higher stay. */
  private volatile int limit;

  private final AtomicInteger series = new AtomicInteger();
  private final LongAdder overflow = new LongAdder();

  SeriesLimit(String family, int limit) {
    this.family = family;
    this.limit = limit;
  }

  void setLimit(int limit) {
    this.limit = limit;
  }

  int limit() {
    return limit;
  }

  boolean isFull() {
    return series.get() >= limit;
  }

  /** Takes room for one more series; false, and nothing taken, if the family is full. */
  boolean tryTake() {
    return tryTake(1, false);
  }

  /**
   * Takes room for some series that come together.
   *
   * @param exempt whether the contract lets them in whatever the limit: declared routes, pools, and
   *     what stands for the rest
   * @return false, and nothing taken, if they find no room
   */
  boolean tryTake(int wanted, boolean exempt) {
    for (; ; ) {
      int current = series.get();
      if (!exempt && current + wanted > limit) {
        return false;
      }
      if (series.compareAndSet(current, current + wanted)) {
        return true;
      }
    }
  }

  /** Gives back the room of one series, which is shown no more. */
  void release() {
    series.decrementAndGet();
  }

  /** Counts one measurement that went under {@link #OTHER}. */
  void countOverflow() {
    overflow.increment();
  }

  int series() {
    return series.get();
  }

  long overflow() {
    return overflow.sum();
  }
}
