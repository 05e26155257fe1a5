package dev.tacho.agenttests.benchmark;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks of this package, and prints one table: what it costs to record an event with
 * the agent, and with code that keeps the same metrics by hand, with data points kept in fields
 * (cached) and looked up by their label values each time (lookup). Then the memory of a series.
 *
 * <p>Each variant runs in a JVM of its own, 3 s to warm up and 200 times 15 ms that count. What
 * else the machine does only ever adds to a time, so the lowest tenth tells what the code costs, if
 * an iteration is as short as the time that a thread gets in one piece. The median tells how busy
 * the machine was.
 */
public final class RecordingBenchmarks {
  private static final String PACKAGE = RecordingBenchmarks.class.getPackageName();

  private RecordingBenchmarks() {}

  /**
   * Takes the number of threads (1), and a regular expression that limits which benchmarks run
   * (all).
   */
  public static void main(String[] args) throws RunnerException {
    int threads = args.length > 0 ? Integer.parseInt(args[0]) : 1;
    String benchmarks = args.length > 1 ? args[1] : PACKAGE + "\\..*Benchmark\\.";
    System.out.println("Recording, threads=" + threads + ": about three minutes ...");
    print(
        new Runner(
                new OptionsBuilder()
                    .include(benchmarks)
                    .mode(Mode.AverageTime)
                    .timeUnit(TimeUnit.NANOSECONDS)
                    .forks(1)
                    .threads(threads)
                    .warmupIterations(60)
                    .warmupTime(TimeValue.milliseconds(50))
                    .measurementIterations(200)
                    .measurementTime(TimeValue.milliseconds(15))
                    .addProfiler(GCProfiler.class)
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run());
    SeriesMemory.print();
  }

  private static void print(Collection<RunResult> results) {
    System.out.println("JDK " + System.getProperty("java.vm.version"));
    System.out.printf(
        "%-16s | %-21s | %8s | %8s | %6s%n", "event", "variant", "ns/op", "median", "B/op");
    for (RunResult result : results) {
      String benchmark = result.getParams().getBenchmark().substring(PACKAGE.length() + 1);
      String[] classAndMethod = benchmark.split("\\.", 2);
      Result<?> time = result.getPrimaryResult();
      System.out.printf(
          "%-16s | %-21s | %8.1f | %8.1f | %6.1f%n",
          classAndMethod[0].replace("Benchmark", ""),
          classAndMethod[1],
          time.getStatistics().getPercentile(10),
          time.getStatistics().getPercentile(50),
          result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }
  }
}
