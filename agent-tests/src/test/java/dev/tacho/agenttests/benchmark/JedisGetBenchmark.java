package dev.tacho.agenttests.benchmark;

import com.acme.cache.CacheClient;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import java.util.concurrent.Callable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One {@code GET} of Jedis that finds its key, without a network: alone, and measured. */
@State(Scope.Benchmark)
public class JedisGetBenchmark {
  private final DistributionDataPoint duration =
      Library.histogram(
              "cache_operation_duration_seconds",
              new double[] {0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5},
              "system",
              "operation")
          .labelValues("redis", "get");
  private final CounterDataPoint hit;
  private final CounterDataPoint miss;
  private final CounterDataPoint error;

  public JedisGetBenchmark() {
    Counter operations = Library.counter("cache_operations", "system", "operation", "result");
    hit = operations.labelValues("redis", "get", "hit");
    miss = operations.labelValues("redis", "get", "miss");
    error = operations.labelValues("redis", "get", "error");
  }

  /** A connection is no thread's but its own. */
  @State(Scope.Thread)
  public static class Plain {
    final Callable<String> client = new CacheClient();
  }

  /** The same, woven. */
  @State(Scope.Thread)
  public static class Woven {
    Callable<String> client;

    @Setup
    public void connect(WovenJedis agent) {
      client = agent.client();
    }
  }

  @Benchmark
  public String alone(Plain plain) throws Exception {
    return plain.client.call();
  }

  @Benchmark
  public String tacho(Woven woven) throws Exception {
    return woven.client.call();
  }

  @Benchmark
  public String handWrittenCached(Plain plain) throws Exception {
    long startNanos = System.nanoTime();
    try {
      String value = plain.client.call();
      (value != null ? hit : miss).inc();
      return value;
    } catch (Exception e) {
      error.inc();
      throw e;
    } finally {
      duration.observe((System.nanoTime() - startNanos) / Library.NANOS_PER_SECOND);
    }
  }
}
