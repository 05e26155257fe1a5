package dev.tacho.metrics;

/**
 * The share that one cumulative count has in another within the time just past. Nothing is done
 * when an event is counted: a thread of the agent hands in both counts about once a second, and a
 * scrape those of its moment. Keeps a fixed number of samples, whatever the window, and so looks
 * back at least as far as the window and at most a {@value #STEPS}th of it (or a second) farther.
 *
 * <p>Any thread may call; callers wait for each other, which is why no thread of the application
 * does. Times are those of {@link System#nanoTime}.
 */
final class SlidingRatio {
  private static final int STEPS = 60;

  private final long windowNanos;
  private final long stepNanos;

  /** A ring: as many steps as the window has, and both its ends. */
  private final long[] nanos = new long[STEPS + 2];

  private final long[] parts = new long[nanos.length];
  private final long[] wholes = new long[nanos.length];
  private int newest = -1;
  private int size;

  SlidingRatio(long windowNanos) {
    this.windowNanos = windowNanos;
    this.stepNanos = windowNanos / STEPS;
  }

  /** Remembers the counts at a moment, unless there is a sample of just before. */
  synchronized void sample(long nowNanos, long part, long whole) {
    if (size > 0 && nowNanos - nanos[newest] < stepNanos) {
      return;
    }
    newest = (newest + 1) % nanos.length;
    nanos[newest] = nowNanos;
    parts[newest] = part;
    wholes[newest] = whole;
    size = Math.min(size + 1, nanos.length);
  }

  /**
   * The share from 0 to 1 since the window's begin, or since the start where that is later; NaN
   * without any event.
   *
   * @param part what has been counted so far; read before {@code whole}, which it then cannot
   *     exceed
   */
  double ratio(long nowNanos, long part, long whole) {
    return ratio(nowNanos, part, whole, 1);
  }

  /** As above; NaN with less than {@code minWhole} events. */
  double ratio(long nowNanos, long part, long whole, long minWhole) {
    RecentCounts recent = recent(nowNanos, part, whole);
    if (recent.whole < minWhole) {
      return Double.NaN;
    }
    // Counts in flight can be in one of a sample's two numbers only.
    return Math.max(0, Math.min(1, (double) recent.part / recent.whole));
  }

  /** What the two counts have gained since the window's begin, or since the start. */
  synchronized RecentCounts recent(long nowNanos, long part, long whole) {
    for (int age = 0; age < size; age++) {
      int sample = Math.floorMod(newest - age, nanos.length);
      long ageNanos = nowNanos - nanos[sample];
      if (ageNanos >= windowNanos) {
        return new RecentCounts(ageNanos, part - parts[sample], whole - wholes[sample]);
      }
    }
    return new RecentCounts(0, part, whole);
  }
}
