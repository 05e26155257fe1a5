package dev.tacho.agenttests.benchmark;

import dev.tacho.metrics.QueryMetrics;
import dev.tacho.metrics.StatementStatistics;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What is left of recording a query when its duration and its series are known. */
@State(Scope.Benchmark)
public class ObservationBenchmark {
  private static final int MASK = 0xfff;

  private final QueryMetrics.Series series =
      SeriesMemory.families().queries().series("h2", "select", "members");
  private final QueryMetrics.Series sampled =
      SeriesMemory.families("sampling=database:10%").queries().series("h2", "select", "members");
  private final StatementStatistics statistics = new StatementStatistics();
  private final DistributionDataPoint duration =
      Library.histogram(
              "db_query_duration_seconds",
              new double[] {0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10},
              "system",
              "operation",
              "collection")
          .labelValues("h2", "select", "members");
  private final CounterDataPoint success =
      Library.counter("db_queries", "system", "operation", "collection", "status")
          .labelValues("h2", "select", "members", "success");
  private final long[] nanos = new long[MASK + 1];

  public ObservationBenchmark() {
    Random random = new Random(1);
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = SeriesMemory.nanos(random);
    }
  }

  /** Each thread takes the durations in order. */
  @State(Scope.Thread)
  public static class Position {
    private int next;

    int advance() {
      return next++ & MASK;
    }
  }

  @Benchmark
  public void tacho(Position position) {
    series.record(nanos[position.advance()], null);
  }

  /** Where the histogram takes one in ten. */
  @Benchmark
  public void tachoSampled(Position position) {
    sampled.record(nanos[position.advance()], null);
  }

  /** What the statistics of its statement add to a query. */
  @Benchmark
  public void tachoStatistics(Position position) {
    statistics.record(nanos[position.advance()], false);
  }

  @Benchmark
  public void handWrittenCached(Position position) {
    duration.observe(nanos[position.advance()] / Library.NANOS_PER_SECOND);
    success.inc();
  }
}
