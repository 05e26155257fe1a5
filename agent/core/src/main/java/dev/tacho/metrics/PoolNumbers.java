package dev.tacho.metrics;

/** How many connections a pool has, and how many threads wait for one, at one moment. Immutable. */
public final class PoolNumbers {
  final int active;
  final int idle;
  final double max;
  final int pending;

  private PoolNumbers(int active, int idle, double max, int pending) {
    this.active = active;
    this.idle = idle;
    this.max = max;
    this.pending = pending;
  }

  /**
   * Takes what was read without a lock, so that two numbers need not fit together: a negative one
   * is 0.
   *
   * @param active connections that were handed out
   * @param max the most that there may be, negative for no bound
   * @param pending threads that wait
   */
  public static PoolNumbers of(int active, int idle, int max, int pending) {
    return new PoolNumbers(
        Math.max(0, active),
        Math.max(0, idle),
        max < 0 ? Double.POSITIVE_INFINITY : max,
        Math.max(0, pending));
  }

  /** With threads that somebody else has counted. */
  public PoolNumbers plusPending(int threads) {
    return threads <= 0 ? this : new PoolNumbers(active, idle, max, pending + threads);
  }

  PoolNumbers plus(PoolNumbers other) {
    return new PoolNumbers(
        active + other.active, idle + other.idle, max + other.max, pending + other.pending);
  }
}
