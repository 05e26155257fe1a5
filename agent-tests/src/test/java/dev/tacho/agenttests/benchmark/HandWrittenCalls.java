package dev.tacho.agenttests.benchmark;

import dev.tacho.agenttests.benchmark.HandWrittenFilter.Work;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A query and a cache hit, measured by hand, and added to what the request did. */
final class HandWrittenCalls {
  private static final double SLOW_SECONDS = 0.1;

  private final DistributionDataPoint queryDuration =
      Library.histogram(
              "db_query_duration_seconds",
              new double[] {0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10},
              "system",
              "operation",
              "collection")
          .labelValues("bench", "select", "members");
  private final CounterDataPoint querySuccess =
      Library.counter("db_queries", "system", "operation", "collection", "status")
          .labelValues("bench", "select", "members", "success");
  private final CounterDataPoint slowQuery =
      Library.counter("db_slow_queries", "system", "operation", "collection", "threshold")
          .labelValues("bench", "select", "members", "slow");
  private final DistributionDataPoint cacheDuration =
      Library.histogram(
              "cache_operation_duration_seconds",
              new double[] {0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5},
              "system",
              "operation")
          .labelValues("redis", "get");
  private final CounterDataPoint cacheHit;

  HandWrittenCalls() {
    Counter operations = Library.counter("cache_operations", "system", "operation", "result");
    this.cacheHit = operations.labelValues("redis", "get", "hit");
  }

  void query() {
    long startNanos = System.nanoTime();
    double seconds = (System.nanoTime() - startNanos) / Library.NANOS_PER_SECOND;
    queryDuration.observe(seconds);
    querySuccess.inc();
    if (seconds > SLOW_SECONDS) {
      slowQuery.inc();
    }
    Work work = Work.current.get();
    work.dbSeconds += seconds;
    work.queries++;
  }

  /** One execution outside of any request. */
  boolean query(PreparedStatement statement) throws SQLException {
    long startNanos = System.nanoTime();
    try {
      return statement.execute();
    } finally {
      double seconds = (System.nanoTime() - startNanos) / Library.NANOS_PER_SECOND;
      queryDuration.observe(seconds);
      querySuccess.inc();
      if (seconds > SLOW_SECONDS) {
        slowQuery.inc();
      }
    }
  }

  void cacheHit() {
    long startNanos = System.nanoTime();
    double seconds = (System.nanoTime() - startNanos) / Library.NANOS_PER_SECOND;
    cacheDuration.observe(seconds);
    cacheHit.inc();
    Work.current.get().cacheSeconds += seconds;
  }
}
