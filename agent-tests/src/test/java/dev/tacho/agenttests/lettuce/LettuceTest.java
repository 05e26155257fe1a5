package dev.tacho.agenttests.lettuce;

import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Difference;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All APIs of Lettuce against real servers, in the versions that people run. */
class LettuceTest {
  private static Redis redis;

  /** For the application without the agent, which runs at the same time. */
  private static Redis otherRedis;

  /** One version of the library on one JDK. */
  record Run(String librarySet, Jdk jdk, boolean late) {
    @Override
    public String toString() {
      return librarySet + " on " + jdk + (late ? ", attached" : "");
    }
  }

  static Stream<Run> runs() {
    List<Run> runs = new ArrayList<>();
    for (String librarySet : List.of("lettuce-5", "lettuce-6.0", "lettuce-6", "lettuce-7")) {
      for (Jdk jdk : Jdk.matrixFrom(8)) {
        runs.add(new Run(librarySet, jdk, false));
      }
    }
    runs.add(new Run("lettuce-7", Jdk.current(), true));
    return runs.stream();
  }

  @BeforeAll
  static void startServers() throws Exception {
    redis = new Redis();
    otherRedis = new Redis();
  }

  @AfterAll
  static void endServers() throws Exception {
    redis.close();
    otherRedis.close();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void eachCommandCountsOnceByItsResult(Run run) throws Exception {
    CompletableFuture<String> without = CompletableFuture.supplyAsync(() -> seenWithout(run));
    SoftAssertions softly = new SoftAssertions();
    try (RunningApp app = start(run)) {
      Map<String, Integer> before = counts(app.scrape());
      for (Scenario scenario : Scenario.values()) {
        app.tell(scenario.name());
        String through = LettuceApp.through(scenario);
        app.await(through, () -> app.stdout().endsWith(through + '\n'));
        Map<String, Integer> after = counts(app.scrape());
        softly
            .assertThat(Difference.between(before, after))
            .as("%s with %s", scenario, run)
            .isEqualTo(scenario.counts());
        before = after;
      }
      softly
          .assertThat(app.stdout())
          .as("what the application saw with %s", run)
          .isEqualTo(without.get(1, TimeUnit.MINUTES));
      softly.assertThat(app.agentLines()).as("what the agent said").hasSize(1);
      softly.assertAll();
    }
  }

  /** A late agent comes when the application has done all this before. */
  private static RunningApp start(Run run) {
    ChildJvm app = app(run, redis).agent();
    Scenario[] all = Scenario.values();
    return run.late
        ? app.attachedAfter(names(), LettuceApp.through(all[all.length - 1]))
        : app.start();
  }

  private static List<String> names() {
    return Stream.of(Scenario.values()).map(Scenario::name).toList();
  }

  private static String seenWithout(Run run) {
    try (RunningApp app = app(run, otherRedis).start()) {
      names().forEach(app::tell);
      if (run.late) {
        names().forEach(app::tell);
      }
      app.endInputAndAwaitExit();
      return app.stdout();
    }
  }

  private static ChildJvm app(Run run, Redis servers) {
    return ChildJvm.of(LettuceApp.class, servers.uris())
        .with(run.librarySet)
        .jvmOption("-Dio.netty.noUnsafe=true") // since JDK 24 its use is a warning on stderr
        .on(run.jdk);
  }

  /** In the words of {@link Scenario#counts}. */
  private static Map<String, Integer> counts(Scrape scrape) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Scrape.Sample sample : scrape.samples()) {
      String operation = sample.labels().get("operation");
      if (sample.name().equals("cache_operations_total")) {
        counts.put(operation + ' ' + sample.labels().get("result"), (int) sample.value());
      } else if (sample.name().equals("cache_operation_duration_seconds_count")) {
        counts.put(operation + " timed", (int) sample.value());
      }
    }
    return counts;
  }
}
