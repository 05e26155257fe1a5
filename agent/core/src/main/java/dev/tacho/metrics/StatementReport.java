package dev.tacho.metrics;

/** One statement with its statistics as they were at one moment. */
public final class StatementReport {
  public final MeasuredStatement statement;
  public final long count;
  public final long errors;
  public final double totalSeconds;
  public final double meanSeconds;
  public final double maxSeconds;

  /** What half of the executions did not exceed; at most 9 % off, as the other percentiles. */
  public final double p50Seconds;

  public final double p95Seconds;
  public final double p99Seconds;

  /** The route of the last request that ran it; null if none with a known route has. */
  public final String lastRoute;

  private final long[] counts;
  private final double maxNanos;

  /**
   * @param totalNanos as it was when the statements were ranked by it
   */
  StatementReport(MeasuredStatement statement, long totalNanos) {
    StatementStatistics statistics = statement.statistics();
    this.statement = statement;
    this.counts = statistics.counts();
    this.maxNanos = statistics.maxNanos();
    this.count = sum(counts);
    this.errors = Math.min(statistics.errors(), count);
    this.totalSeconds = totalNanos / 1e9;
    this.maxSeconds = maxNanos / 1e9;
    this.meanSeconds = count == 0 ? 0 : Math.min(totalSeconds / count, maxSeconds);
    this.p50Seconds = percentile(0.5);
    this.p95Seconds = percentile(0.95);
    this.p99Seconds = percentile(0.99);
    this.lastRoute = statistics.lastRoute();
  }

  private static long sum(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }

  private double percentile(double share) {
    long rank = (long) Math.ceil(share * count);
    int bucket = 0;
    for (long below = counts[0]; below < rank; below += counts[bucket]) {
      bucket++;
    }
    return Math.min(StatementStatistics.middleNanos(bucket), maxNanos) / 1e9;
  }
}
