package dev.tacho.agenttests.benchmark;

import dev.tacho.config.Config;
import dev.tacho.config.ConfigParser;
import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.AppInfo;
import dev.tacho.metrics.BuildInfo;
import dev.tacho.metrics.Families;
import dev.tacho.metrics.QueryMetrics;
import dev.tacho.metrics.StatementStatistics;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;

/**
 * The heap that one series of the database family takes, with all its counters, after a thousand
 * queries of some 20 ms: with the agent, and with the library's histogram and counters. Then what
 * the statistics of one statement take.
 */
final class SeriesMemory {
  private static final int SERIES = 1_000;
  private static final int QUERIES = 1_000;
  private static final double MEDIAN_NANOS = 20e6;
  private static final String[] LABELS = {"system", "operation", "collection"};
  private static final String[] COUNTED = {
    "success",
    "error",
    "slow",
    "critical",
    "integrity",
    "rollback",
    "connection",
    "syntax",
    "data",
    "timeout",
    "other"
  };

  /** So that nothing is collected before it is measured. */
  private static final List<Object> kept = new ArrayList<>();

  private SeriesMemory() {}

  static void print() {
    Families families = families();
    kept.add(families);
    long before = usedBytes();
    recordWithAgent(families.queries());
    long withAgent = usedBytes();
    recordWithLibrary();
    long withLibrary = usedBytes();
    recordStatistics();
    long withStatistics = usedBytes();
    System.out.printf(
        "bytes of a query series: tacho %d, handWritten %d%n",
        (withAgent - before) / SERIES, (withLibrary - withAgent) / SERIES);
    System.out.printf(
        "bytes of a statement's statistics: %d%n", (withStatistics - withLibrary) / SERIES);
  }

  static Families families() {
    return families("max-series=10000");
  }

  static Families families(String arguments) {
    Config config = ConfigParser.parse(arguments, new Properties(), Map.of(), List.of());
    return new Families(
        config,
        AppInfo.of(config, "benchmark"),
        BuildInfo.read(),
        new AgentHealth(List.of("benchmark")));
  }

  private static void recordWithAgent(QueryMetrics queries) {
    Random random = new Random(1);
    for (int i = 0; i < SERIES; i++) {
      QueryMetrics.Series series = queries.series("h2", "select", "table" + i);
      for (int query = 0; query < QUERIES; query++) {
        series.record(nanos(random), null);
      }
    }
  }

  private static void recordWithLibrary() {
    Random random = new Random(1);
    Histogram durations =
        Library.histogram(
            "db_query_duration_seconds",
            new double[] {0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10},
            LABELS);
    Counter counters =
        Library.counter("db_queries", "system", "operation", "collection", "counted");
    for (int i = 0; i < SERIES; i++) {
      DistributionDataPoint series = durations.labelValues("h2", "select", "table" + i);
      for (String counted : COUNTED) {
        counters.labelValues("h2", "select", "table" + i, counted);
      }
      for (int query = 0; query < QUERIES; query++) {
        series.observe(nanos(random) / Library.NANOS_PER_SECOND);
      }
    }
    kept.add(durations);
    kept.add(counters);
  }

  private static void recordStatistics() {
    Random random = new Random(1);
    for (int i = 0; i < SERIES; i++) {
      StatementStatistics statistics = new StatementStatistics();
      for (int query = 0; query < QUERIES; query++) {
        statistics.record(nanos(random), false);
      }
      kept.add(statistics);
    }
  }

  static long nanos(Random random) {
    return (long) (MEDIAN_NANOS * Math.exp(0.8 * random.nextGaussian()));
  }

  private static long usedBytes() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 4; i++) {
      System.gc(); // once is not enough for what finalisers and reference queues hold
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
