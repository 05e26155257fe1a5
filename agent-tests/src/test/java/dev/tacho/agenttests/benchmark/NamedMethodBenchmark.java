package dev.tacho.agenttests.benchmark;

import com.acme.service.Tax;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.function.LongUnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A short method that is measured because of its name. */
@State(Scope.Benchmark)
public class NamedMethodBenchmark {
  private final Histogram durations =
      Library.histogram(
          "method_duration_seconds",
          new double[] {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10},
          "method",
          "status");
  private final DistributionDataPoint success = durations.labelValues("Tax.compute", "success");
  private final DistributionDataPoint error = durations.labelValues("Tax.compute", "error");

  private final LongUnaryOperator tax = new Tax();

  /** Not final, or the compiler would know the result. */
  private long cents = 100;

  @Benchmark
  public long tacho(WovenMethod woven) {
    return woven.tax.applyAsLong(cents);
  }

  @Benchmark
  public long handWrittenCached() {
    long startNanos = System.nanoTime();
    boolean succeeded = false;
    try {
      long result = tax.applyAsLong(cents);
      succeeded = true;
      return result;
    } finally {
      (succeeded ? success : error)
          .observe((System.nanoTime() - startNanos) / Library.NANOS_PER_SECOND);
    }
  }

  @Benchmark
  public long notMeasured() {
    return tax.applyAsLong(cents);
  }
}
