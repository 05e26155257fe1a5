package dev.tacho.cli.check;

/** When requests are due: request i at i / rate after the start, whatever became of others. */
final class Schedule {
  private static final double NANOS = 1e9;

  final double ratePerSecond;
  final long warmupNanos;
  final long durationNanos;

  Schedule(double ratePerSecond, long warmupNanos, long durationNanos) {
    this.ratePerSecond = ratePerSecond;
    this.warmupNanos = warmupNanos;
    this.durationNanos = durationNanos;
  }

  /** How many are due before the measurement begins. */
  long warmupRequests() {
    return dueBefore(warmupNanos);
  }

  long requests() {
    return dueBefore(warmupNanos + durationNanos);
  }

  /** Nanoseconds from the start. */
  long dueNanos(long request) {
    return Math.round(request * NANOS / ratePerSecond);
  }

  private long dueBefore(long nanos) {
    long estimate = (long) (nanos / NANOS * ratePerSecond);
    long count = Math.max(0, estimate - 1);
    while (dueNanos(count) < nanos) {
      count++;
    }
    return count;
  }
}
