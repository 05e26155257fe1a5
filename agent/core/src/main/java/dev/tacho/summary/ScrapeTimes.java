package dev.tacho.summary;

/**
 * When the metrics were asked for. Any thread may call; times are those of {@link System#nanoTime}.
 */
public final class ScrapeTimes {
  /** What the command {@code doctor} calls itself: it looks, and is no scraper. */
  public static final String DOCTOR = "tacho-doctor";

  private static final int KEPT = 9;

  private final long[] nanos = new long[KEPT];
  private long count;

  /**
   * The metrics are asked for.
   *
   * @param userAgent the header of that name; null if there was none
   */
  public synchronized void asked(String userAgent, long nowNanos) {
    if (userAgent == null || !userAgent.startsWith(DOCTOR)) {
      nanos[(int) (count++ % KEPT)] = nowNanos;
    }
  }

  synchronized long count() {
    return count;
  }

  /** The time since the last one; NaN before the first. */
  synchronized double lastSecondsAgo(long nowNanos) {
    return count == 0 ? Double.NaN : (nowNanos - at(count - 1)) / 1e9;
  }

  /** The mean time between the last ones, {@value #KEPT} at most; NaN before the second. */
  synchronized double intervalSeconds() {
    long between = Math.min(count, KEPT) - 1;
    return between < 1
        ? Double.NaN
        : (at(count - 1) - at(count - 1 - between)) / 1e9 / (double) between;
  }

  private long at(long number) {
    return nanos[(int) (number % KEPT)];
  }
}
