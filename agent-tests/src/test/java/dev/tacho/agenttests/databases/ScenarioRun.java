package dev.tacho.agenttests.databases;

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

/** All scenarios through some pools, with one driver on one JDK. */
record ScenarioRun(Driver driver, Jdk jdk, List<Pool> pools, String urlParameters, boolean late) {
  private static final List<Pool> SOME_POOLS = List.of(Pool.HIKARI, Pool.DRIVER_MANAGER);

  /**
   * For each driver all pools on the JDK of this build; some pools for its other ways to do things,
   * and on the oldest and newest JDK. For the last driver once more with an agent that is attached.
   */
  static Stream<ScenarioRun> of(Driver... drivers) {
    List<Jdk> jdks = Jdk.from(8);
    Jdk newest = jdks.get(jdks.size() - 1);
    List<ScenarioRun> runs = new ArrayList<>();
    for (Driver driver : drivers) {
      runs.add(new ScenarioRun(driver, Jdk.current(), List.of(Pool.values()), "", false));
      for (String parameters : driver.otherWays) {
        runs.add(new ScenarioRun(driver, Jdk.current(), SOME_POOLS, parameters, false));
      }
      for (Jdk jdk : jdks) {
        if (!jdk.equals(Jdk.current()) && (jdk.version() == 8 || jdk.equals(newest))) {
          runs.add(new ScenarioRun(driver, jdk, SOME_POOLS, "", false));
        }
      }
    }
    Driver latest = drivers[drivers.length - 1];
    runs.add(new ScenarioRun(latest, Jdk.current(), SOME_POOLS, "", true));
    return runs.stream();
  }

  /**
   * Compares what the application sees with the agent to what it sees without, and what each
   * scenario counts as to what it has to count as.
   */
  void check(DatabaseServer server) throws Exception {
    // Most of the time both wait, for pools that start and for timeouts.
    CompletableFuture<String> without = CompletableFuture.supplyAsync(() -> seenWithout(server));
    SoftAssertions softly = new SoftAssertions();
    try (RunningApp app = start(app(server).agent())) {
      Map<String, Integer> before = counts(app.scrape());
      for (Pool pool : pools) {
        for (Scenario scenario : scenarios(pool)) {
          app.tell(pool + " " + scenario);
          String through = DatabaseApp.through(pool, scenario.name);
          app.await(through, () -> app.stdout().endsWith(through + '\n'));
          Map<String, Integer> after = counts(app.scrape());
          softly
              .assertThat(Difference.between(before, after))
              .as("%s through %s with %s", scenario, pool, this)
              .isEqualTo(scenario.counts());
          before = after;
        }
      }
      softly
          .assertThat(app.stdout())
          .as("what the application saw")
          .isEqualTo(without.get(1, TimeUnit.MINUTES));
    }
    softly.assertAll();
  }

  /** A late agent comes when the application has done all this before. */
  private RunningApp start(ChildJvm app) {
    Pool last = pools.get(pools.size() - 1);
    List<Scenario> ofLast = scenarios(last);
    return late
        ? app.attachedAfter(lines(), DatabaseApp.through(last, ofLast.get(ofLast.size() - 1).name))
        : app.start();
  }

  private List<String> lines() {
    return pools.stream()
        .flatMap(pool -> scenarios(pool).stream().map(scenario -> pool + " " + scenario))
        .toList();
  }

  private String seenWithout(DatabaseServer server) {
    try (RunningApp app = app(server).start()) {
      lines().forEach(app::tell);
      if (late) {
        lines().forEach(app::tell);
      }
      app.endInputAndAwaitExit();
      return app.stdout();
    }
  }

  private ChildJvm app(DatabaseServer server) {
    String url = server.newDatabase(driver.dialect) + urlParameters;
    return ChildJvm.of(DatabaseApp.class, url)
        .with(jdk.version() < 17 ? "database-pools-java8" : "database-pools")
        .with(driver.librarySet)
        .on(jdk);
  }

  private List<Scenario> scenarios(Pool pool) {
    return Scenarios.ALL.stream()
        .filter(scenario -> scenario.isFor(driver.dialect))
        .filter(scenario -> !scenario.isLarge() || hasLargeMethods(pool))
        .toList();
  }

  /** The old pgjdbc refuses them, P6Spy's wrappers lack them. */
  private boolean hasLargeMethods(Pool pool) {
    return driver != Driver.PGJDBC_42_2 && pool != Pool.P6SPY;
  }

  /** In the words of {@link Scenario#counts}. */
  private Map<String, Integer> counts(Scrape scrape) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Scrape.Sample sample : scrape.samples()) {
      if (sample.name().equals("db_queries_total")) {
        counts.put(series(sample, "status"), (int) sample.value());
      } else if (sample.name().equals("db_query_errors_total")) {
        counts.put(series(sample, "error"), (int) sample.value());
      }
    }
    return counts;
  }

  private String series(Scrape.Sample sample, String outcome) {
    Map<String, String> labels = sample.labels();
    List<String> words = new ArrayList<>();
    if (!labels.get("system").equals(driver.dialect.system)) {
      words.add(labels.get("system"));
    }
    words.add(labels.get("operation"));
    words.add(labels.get("collection"));
    words.add(labels.get(outcome));
    return String.join(" ", words);
  }

  @Override
  public String toString() {
    return driver
        + " on "
        + jdk
        + (urlParameters.isEmpty() ? "" : " with " + urlParameters)
        + (late ? ", attached" : "");
  }
}
