package dev.tacho.agenttests.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures what the agent adds to the start of a service: the time from starting the sample
 * application until its first answer, with and without the agent. The two are started in pairs, in
 * alternating order, because a machine with other things to do is slow for seconds at a time; what
 * counts is the median of the paired differences. The first pair is not counted.
 */
public final class StartupBenchmark {
  private static final int DEFAULT_PAIRS = 9;
  private static final int FEWEST_PAIRS = 7;

  private final SampleApp plain;
  private final SampleApp measured;
  private final List<Double> without = new ArrayList<>();
  private final List<Double> with = new ArrayList<>();

  private StartupBenchmark(SampleApp plain, SampleApp measured) {
    this.plain = plain;
    this.measured = measured;
  }

  /**
   * Takes the agent's jar, the application's jar and, if it is not to be {@value #DEFAULT_PAIRS},
   * the number of pairs. The system property {@code jvm} names the home of the JDK to measure on,
   * by default that of this process.
   */
  public static void main(String[] args) throws Exception {
    Path agent = existing(args[0]);
    Path application = existing(args[1]);
    int pairs = args.length > 2 ? Integer.parseInt(args[2]) : DEFAULT_PAIRS;
    if (pairs < FEWEST_PAIRS) {
      throw new IllegalArgumentException("fewer than " + FEWEST_PAIRS + " pairs say nothing");
    }
    String home = System.getProperty("jvm", System.getProperty("java.home"));
    Path java = existing(home + "/bin/java");
    Path scratch = Files.createTempDirectory("tacho-startup-");
    try (SharedRedis redis = SharedRedis.start(scratch)) {
      StartupBenchmark benchmark =
          new StartupBenchmark(
              new SampleApp(java, List.of(), application, redis.url(), scratch),
              new SampleApp(
                  java,
                  List.of("-javaagent:" + agent + "=port=0"),
                  application,
                  redis.url(),
                  scratch));
      System.out.printf("Start until the first answer, %d pairs, %s%n", pairs, home);
      benchmark.run(pairs);
      benchmark.print();
    } finally {
      delete(scratch);
    }
  }

  private static Path existing(String file) {
    Path path = Path.of(file).toAbsolutePath().normalize();
    if (!Files.exists(path)) {
      throw new IllegalArgumentException(path + " is not there: build the project first");
    }
    return path;
  }

  private void run(int pairs) throws IOException, InterruptedException {
    startPair(true);
    without.clear();
    with.clear();
    for (int i = 0; i < pairs; i++) {
      startPair(i % 2 == 0);
    }
  }

  private void startPair(boolean plainFirst) throws IOException, InterruptedException {
    if (plainFirst) {
      without.add(plain.millisUntilFirstAnswer());
    }
    with.add(measured.millisUntilFirstAnswer());
    if (!plainFirst) {
      without.add(plain.millisUntilFirstAnswer());
    }
  }

  private void print() {
    double[] added = new double[with.size()];
    for (int i = 0; i < added.length; i++) {
      added[i] = with.get(i) - without.get(i);
    }
    System.out.printf("%-14s | %6s | %6s | %6s%n", "ms", "median", "min", "max");
    print("without agent", sorted(without));
    print("with agent", sorted(with));
    Arrays.sort(added);
    print("added, by pair", added);
  }

  private static void print(String name, double[] sorted) {
    System.out.printf(
        "%-14s | %6.0f | %6.0f | %6.0f%n",
        name, median(sorted), sorted[0], sorted[sorted.length - 1]);
  }

  private static double[] sorted(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
