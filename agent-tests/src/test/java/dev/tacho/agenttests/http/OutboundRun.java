package dev.tacho.agenttests.http;

import dev.tacho.agenttests.harness.Difference;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import dev.tacho.agenttests.harness.StubHttpServer;
import dev.tacho.agenttests.http.OutboundScenario.Interlude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;

/** All scenarios by all ways of one library on one JDK, in one JVM with the agent. */
record OutboundRun(HttpLibrary library, Jdk jdk, boolean late) {
  /** The rows of the table on the JDKs of {@link Jdk#matrixFrom}. */
  static Stream<OutboundRun> of(HttpLibrary... libraries) {
    return Stream.of(libraries)
        .flatMap(
            library ->
                Jdk.matrixFrom(library.oldestJdk()).stream()
                    .map(jdk -> new OutboundRun(library, jdk, false)));
  }

  /** The same with an agent that is attached to the JVM when all the ways have been gone. */
  static Stream<OutboundRun> attached(HttpLibrary... libraries) {
    return Stream.of(libraries).map(library -> new OutboundRun(library, Jdk.current(), true));
  }

  /** The same for rows between the oldest, a middle and the newest version. */
  static Stream<OutboundRun> inMatrix(HttpLibrary... libraries) {
    return Jdk.isMatrix() ? of(libraries) : Stream.empty();
  }

  /**
   * Compares what the application sees with the agent to what it sees without, and what each
   * scenario counts as to what it has to count as.
   */
  void check() throws Exception {
    // Both wait for timeouts most of the time.
    CompletableFuture<Map<String, String>> without =
        CompletableFuture.supplyAsync(this::seenWithout);
    Map<String, String> seen = new LinkedHashMap<>();
    SoftAssertions softly = new SoftAssertions();
    try (StubHttpServer server = StubHttpServer.start();
        RunningApp app = start(server, true)) {
      Conversation with = new Conversation(app, server);
      if (late) {
        playAll(with);
        app.attach();
      }
      Map<String, Integer> before = counts(app.scrape());
      for (HttpLibrary.Way way : library.ways()) {
        for (OutboundScenario scenario : scenarios(way)) {
          Map<String, Integer> start = before;
          seen.put(
              way + " " + scenario,
              with.play(way, scenario, () -> Difference.between(start, counts(app.scrape()))));
          Map<String, Integer> after = counts(app.scrape());
          softly
              .assertThat(Difference.between(before, after))
              .as("%s by %s of %s", scenario, way, this)
              .isEqualTo(scenario.counts());
          before = after;
        }
      }
    }
    without
        .get(1, TimeUnit.MINUTES)
        .forEach(
            (what, expected) -> softly.assertThat(seen.get(what)).as(what).isEqualTo(expected));
    softly.assertAll();
  }

  private Map<String, String> seenWithout() {
    try (StubHttpServer server = StubHttpServer.start();
        RunningApp app = start(server, false)) {
      return playAll(new Conversation(app, server));
    }
  }

  private Map<String, String> playAll(Conversation without) {
    Map<String, String> seen = new LinkedHashMap<>();
    for (HttpLibrary.Way way : library.ways()) {
      for (OutboundScenario scenario : scenarios(way)) {
        seen.put(way + " " + scenario, without.play(way, scenario, scenario::counts));
      }
    }
    return seen;
  }

  private RunningApp start(StubHttpServer server, boolean withAgent) {
    var app = library.app(jdk, server.baseUrls()).jvmOption(StubHttpServer.trustStoreOption());
    if (withAgent && late) {
      app.attachedLate();
    }
    return withAgent ? app.agent().start() : app.start();
  }

  private static List<OutboundScenario> scenarios(HttpLibrary.Way way) {
    return OutboundScenarios.ALL.stream().filter(scenario -> scenario.isFor(way.traits())).toList();
  }

  /** In the words of {@link OutboundScenario#counts}. */
  static Map<String, Integer> counts(Scrape scrape) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Scrape.Sample sample : scrape.samples()) {
      Map<String, String> labels = sample.labels();
      String peer = labels.get("peer_service");
      if (sample.name().equals("external_api_requests_total")) {
        String operation = labels.get("operation") + ' ' + labels.get("status_code");
        counts.put(
            peer.equals("127.0.0.1") ? operation : peer + ' ' + operation, (int) sample.value());
      } else if (sample.name().equals("external_api_errors_total")) {
        counts.put(labels.get("error") + " of " + peer, (int) sample.value());
      }
    }
    return counts;
  }

  @Override
  public String toString() {
    return library + " on " + jdk + (late ? ", attached" : "");
  }

  /** Has one application play scenarios with its server. */
  private record Conversation(RunningApp app, StubHttpServer server) {
    /** What the application saw. */
    String play(
        HttpLibrary.Way way, OutboundScenario scenario, Supplier<Map<String, Integer>> counted) {
      int before = (int) server.requests().stream().filter(scenario.request()::equals).count();
      int start = app.stdout().length();
      app.tell(way.adapter() + '|' + scenario);
      if (scenario.interlude() == Interlude.CANCEL) {
        server.awaitRequest(scenario.request(), before + 1);
        app.tell(HttpClientApp.CANCEL);
      } else if (scenario.interlude() == Interlude.BODY) {
        app.await("the count of " + scenario, () -> counted.get().equals(scenario.counts()));
        server.releaseBody();
      }
      String through = HttpClientApp.through(way.adapter(), scenario.name) + '\n';
      app.await(through, () -> app.stdout().substring(start).endsWith(through));
      return app.stdout().substring(start);
    }
  }
}
