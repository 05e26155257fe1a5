package dev.tacho.agenttests.caches;

import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Difference;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What applications do with each version of Jedis, against real servers. */
class JedisTest {
  /** The oldest, the last that has commands of its own, one in between and the newest. */
  private static final List<String> VERSIONS = List.of("2.9", "3.10", "5.2", "8");

  /** With {@code -Pmatrix}, on this JDK. */
  private static final List<String> MORE_VERSIONS = List.of("3.0", "4.0", "4.4", "5.0", "6", "7");

  @TempDir private static Path scratch;
  private static RedisServers servers;

  /** For the runs without the agent, which take place at the same time: most of it is waiting. */
  private static RedisServers otherServers;

  /** One version of the library on one JDK. */
  record Run(String version, Jdk jdk, boolean late) {
    @Override
    public String toString() {
      return "Jedis " + version + " on " + jdk + (late ? ", attached" : "");
    }
  }

  @BeforeAll
  static void startServers() throws Exception {
    servers = RedisServers.start(Files.createDirectory(scratch.resolve("with")));
    otherServers = RedisServers.start(Files.createDirectory(scratch.resolve("without")));
  }

  @AfterAll
  static void endServers() throws Exception {
    if (servers != null) {
      servers.close();
    }
    if (otherServers != null) {
      otherServers.close();
    }
  }

  /** By default the oldest on the oldest JDK, the newest on the newest, the others on this one. */
  static Stream<Run> runs() {
    List<Run> runs = new ArrayList<>();
    List<Jdk> all = Jdk.from(8);
    for (String version : VERSIONS) {
      if (Jdk.isMatrix()) {
        all.forEach(jdk -> runs.add(new Run(version, jdk, false)));
      } else if (version.equals(VERSIONS.get(0))) {
        runs.add(new Run(version, all.get(0), false));
      } else {
        boolean newest = version.equals(VERSIONS.get(VERSIONS.size() - 1));
        runs.add(new Run(version, newest ? all.get(all.size() - 1) : Jdk.current(), false));
      }
    }
    if (Jdk.isMatrix()) {
      MORE_VERSIONS.forEach(version -> runs.add(new Run(version, Jdk.current(), false)));
    }
    runs.add(new Run(VERSIONS.get(VERSIONS.size() - 1), Jdk.current(), true));
    return runs.stream();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void eachCommandOfTheApplicationCountsOnceAndNothingElseDoes(Run run) throws Exception {
    List<CacheScenario> scenarios =
        JedisScenarios.all().stream().filter(scenario -> scenario.isFor(run.version())).toList();
    CompletableFuture<String> without =
        CompletableFuture.supplyAsync(() -> seenWithout(run, scenarios));
    SoftAssertions softly = new SoftAssertions();
    try (RunningApp app = start(run, scenarios)) {
      Map<String, Integer> before = counts(app.scrape());
      for (CacheScenario scenario : scenarios) {
        app.tell(scenario.name);
        String through = JedisApp.through(scenario.name);
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
          .as("what the application saw")
          .isEqualTo(without.get(1, TimeUnit.MINUTES));
    }
    softly.assertAll();
  }

  /** A late agent comes when the application has done all this before. */
  private static RunningApp start(Run run, List<CacheScenario> scenarios) {
    ChildJvm app = app(run, servers).agent();
    List<String> names = scenarios.stream().map(scenario -> scenario.name).toList();
    return run.late
        ? app.attachedAfter(names, JedisApp.through(names.get(names.size() - 1)))
        : app.start();
  }

  private static String seenWithout(Run run, List<CacheScenario> scenarios) {
    try (RunningApp app = app(run, otherServers).start()) {
      scenarios.forEach(scenario -> app.tell(scenario.name));
      if (run.late) {
        scenarios.forEach(scenario -> app.tell(scenario.name));
      }
      app.endInputAndAwaitExit();
      return app.stdout();
    }
  }

  private static ChildJvm app(Run run, RedisServers servers) {
    return ChildJvm.of(
            JedisApp.class,
            Integer.toString(servers.plain),
            Integer.toString(servers.withPassword),
            Integer.toString(servers.cluster))
        .with("jedis-" + run.version)
        .on(run.jdk);
  }

  /** Of each series, by operation and result; and how many of each operation were timed. */
  private static Map<String, Integer> counts(Scrape scrape) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Scrape.Sample sample : scrape.metric("cache_operations_total").samples()) {
      counts.put(
          sample.labels().get("operation") + ' ' + sample.labels().get("result"),
          (int) sample.value());
    }
    for (Scrape.Sample sample : scrape.metric("cache_operation_duration_seconds_count").samples()) {
      counts.put(sample.labels().get("operation") + " timed", (int) sample.value());
    }
    return counts;
  }
}
