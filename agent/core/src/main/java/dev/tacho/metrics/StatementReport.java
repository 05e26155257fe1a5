package dev.tacho.metrics;

/** One statement with its statistics as they were at one moment. */
public final class StatementReport {
  public final MeasuredStatement statement;
  public final long count;
  public final long errors;
  public final long totalNanos;
  public final long meanNanos;
  public final long maxNanos;

  /** What half of the executions did not exceed; at most 9 % off, as the other percentiles. */
  public final long p50Nanos;

  public final long p95Nanos;
  public final long p99Nanos;

  /** The route of the last request that ran it; null if none with a known route has. */
  public final String lastRoute;

  /**
   * @param totalNanos as it was when the statements were ranked by it
   */
  StatementReport(MeasuredStatement statement, long totalNanos) {
    StatementStatistics statistics = statement.statistics();
    long[] counts = statistics.counts();
    this.statement = statement;
    this.count = sum(counts);
    this.errors = Math.min(statistics.errors(), count);
    this.totalNanos = totalNanos;
    this.maxNanos = statistics.maxNanos();
    this.meanNanos = count == 0 ? 0 : Math.min(totalNanos / count, maxNanos);
    this.p50Nanos = percentile(50, counts);
    this.p95Nanos = percentile(95, counts);
    this.p99Nanos = percentile(99, counts);
    this.lastRoute = statistics.lastRoute();
  }

  private static long sum(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }

  private long percentile(int percent, long[] counts) {
    long rank = (count * percent + 99) / 100;
    int bucket = 0;
    for (long below = counts[0]; below < rank; below += counts[bucket]) {
      bucket++;
    }
    return Math.min(StatementStatistics.middleNanos(bucket), maxNanos);
  }
}
