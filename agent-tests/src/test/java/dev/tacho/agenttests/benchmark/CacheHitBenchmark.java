package dev.tacho.agenttests.benchmark;

import dev.tacho.facade.TachoProbe;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One {@code GET} that finds its key. */
@State(Scope.Benchmark)
public class CacheHitBenchmark {
  /** Stands for the library's enum. */
  private enum Command {
    GET
  }

  private final Histogram durations =
      Library.histogram(
          "cache_operation_duration_seconds",
          new double[] {0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5},
          "system",
          "operation");
  private final Counter operations =
      Library.counter("cache_operations", "system", "operation", "result");

  private final DistributionDataPoint duration = durations.labelValues("redis", "get");
  private final CounterDataPoint hit = operations.labelValues("redis", "get", "hit");
  private final CounterDataPoint miss = operations.labelValues("redis", "get", "miss");

  /** What the command answers. Not final, or the compiler would know that it is a hit. */
  private String reply = "value";

  /** Takes the agent, so that it is installed before. */
  @Benchmark
  public void tacho(InstalledAgent agent) {
    long startNanos = TachoProbe.cacheEnter();
    TachoProbe.cacheExit(startNanos, Command.GET, reply, null);
  }

  @Benchmark
  public void handWrittenCached() {
    long startNanos = System.nanoTime();
    duration.observe((System.nanoTime() - startNanos) / Library.NANOS_PER_SECOND);
    if (reply != null) {
      hit.inc();
    } else {
      miss.inc();
    }
  }

  @Benchmark
  public void handWrittenLookup() {
    long startNanos = System.nanoTime();
    durations
        .labelValues("redis", "get")
        .observe((System.nanoTime() - startNanos) / Library.NANOS_PER_SECOND);
    operations.labelValues("redis", "get", reply != null ? "hit" : "miss").inc();
  }
}
