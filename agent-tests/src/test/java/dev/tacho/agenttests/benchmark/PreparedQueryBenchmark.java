package dev.tacho.agenttests.benchmark;

import dev.tacho.facade.TachoProbe;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One successful {@code PreparedStatement.execute()}, prepared before. */
@State(Scope.Benchmark)
public class PreparedQueryBenchmark {
  private static final double SLOW_SECONDS = 0.1;
  private static final double CRITICAL_SECONDS = 1;

  private final Histogram durations =
      Library.histogram(
          "db_query_duration_seconds",
          new double[] {0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10},
          "system",
          "operation",
          "collection");
  private final Counter queries =
      Library.counter("db_queries", "system", "operation", "collection", "status");
  private final Counter slowQueries =
      Library.counter("db_slow_queries", "system", "operation", "collection", "threshold");

  private final DistributionDataPoint duration =
      durations.labelValues("bench", "select", "members");
  private final CounterDataPoint success =
      queries.labelValues("bench", "select", "members", "success");
  private final CounterDataPoint slow =
      slowQueries.labelValues("bench", "select", "members", "slow");
  private final CounterDataPoint critical =
      slowQueries.labelValues("bench", "select", "members", "critical");

  /** Each thread has its own; all share the SQL. */
  @State(Scope.Thread)
  public static class Statement {
    final SlottedStatement prepared = new SlottedStatement();

    /** Takes the agent, so that it is installed before. */
    @Setup
    public void prepare(InstalledAgent agent) {
      TachoProbe.connected(prepared, "jdbc:bench:club");
      TachoProbe.statementPrepared(prepared, "SELECT id, name FROM members WHERE id = ?");
    }
  }

  @Benchmark
  public void tacho(Statement statement) {
    long startNanos = TachoProbe.queryEnter();
    SlottedStatement prepared = statement.prepared;
    TachoProbe.queryExit(startNanos, prepared, TachoProbe.slot(prepared), null);
  }

  @Benchmark
  public void handWrittenCached() {
    long startNanos = System.nanoTime();
    double seconds = (System.nanoTime() - startNanos) / Library.NANOS_PER_SECOND;
    duration.observe(seconds);
    success.inc();
    if (seconds > SLOW_SECONDS) {
      slow.inc();
      if (seconds > CRITICAL_SECONDS) {
        critical.inc();
      }
    }
  }

  @Benchmark
  public void handWrittenLookup() {
    long startNanos = System.nanoTime();
    double seconds = (System.nanoTime() - startNanos) / Library.NANOS_PER_SECOND;
    durations.labelValues("bench", "select", "members").observe(seconds);
    queries.labelValues("bench", "select", "members", "success").inc();
    if (seconds > SLOW_SECONDS) {
      slowQueries.labelValues("bench", "select", "members", "slow").inc();
      if (seconds > CRITICAL_SECONDS) {
        slowQueries.labelValues("bench", "select", "members", "critical").inc();
      }
    }
  }
}
