package dev.tacho.agenttests.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What the agent adds to tasks that run once: {@link OneShotTasks} with the jar and without, in
 * turn, each time in a JVM of its own. Prints the lowest and the middle of all rounds.
 */
public final class SchedulingCost {
  private SchedulingCost() {}

  /** Takes the path of the agent's jar, and the number of rounds. */
  public static void main(String[] args) throws RunnerException {
    String agent = "-javaagent:" + args[0] + "=port=0";
    Map<String, List<Double>> times = new TreeMap<>();
    for (int round = 0; round < Integer.parseInt(args[1]); round++) {
      run("without", times);
      run("with", times, agent);
    }
    System.out.println("JDK " + System.getProperty("java.vm.version"));
    System.out.printf("%-20s | %8s | %8s%n", "ns/op", "lowest", "median");
    times.forEach(
        (name, all) -> {
          Collections.sort(all);
          System.out.printf("%-20s | %8.1f | %8.1f%n", name, all.get(0), all.get(all.size() / 2));
        });
  }

  private static void run(String variant, Map<String, List<Double>> times, String... jvmOptions)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(OneShotTasks.class.getName())
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(1)
            .warmupIterations(10)
            .warmupTime(TimeValue.milliseconds(200))
            .measurementIterations(40)
            .measurementTime(TimeValue.milliseconds(50))
            .jvmArgsAppend(jvmOptions)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    for (RunResult result : new Runner(options.build()).run()) {
      String name = result.getPrimaryResult().getLabel() + " " + variant;
      times
          .computeIfAbsent(name, first -> new ArrayList<>())
          .add(result.getPrimaryResult().getStatistics().getPercentile(10));
    }
  }
}
