package dev.tacho.agenttests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.tacho.agenttests.apps.SlowQueriesApp;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Seven executions of one slow query: five records a minute, and two that are dropped. */
class EventLogTest {
  private static final String THRESHOLDS = "slow-query=300ms,critical-query=300ms";

  @TempDir private Path folder;

  static Stream<Jdk> jdks() {
    return Jdk.from(8).stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void criticalQueriesAreInTheLogAndAlertWebhookAndSentry(Jdk jdk) throws IOException {
    Path log = folder.resolve("logs/events.log");
    List<String> alerts = Collections.synchronizedList(new ArrayList<>());
    HttpServer server = server(alerts);
    String host = "localhost:" + server.getAddress().getPort();
    try (RunningApp app =
        ChildJvm.of(SlowQueriesApp.class)
            .on(jdk)
            .environment("TACHO_ALERT_WEBHOOK", "http://" + host + "/hook")
            .environment("TACHO_SENTRY_DSN", "http://key@" + host + "/7")
            .agent("event-log=" + log, THRESHOLDS)
            .start()) {
      work(app);
      app.await("the alerts", () -> alerts.size() == 10);
      awaitRecords(app);

      assertThat(lines(log)).hasSize(5);
      for (String line : lines(log)) {
        assertThat(line)
            .matches(
                "\\{\"timestamp\":\"[^\"]*Z\",\"level\":\"critical\",\"kind\":\"critical_query\","
                    + "\"system\":\"h2\",\"operation\":\"select\",\"collection\":\"_none_\","
                    + "\"duration_seconds\":[0-9.]+,\"threshold_type\":\"critical\","
                    + "\"threshold_seconds\":0\\.3,\"statement\":\"[^\"]*\","
                    + "\"statement_hash\":\"[0-9a-f]{16}\",\"thread\":\"main\","
                    + "\"frames\":\\[\"dev\\.tacho\\.agenttests\\.apps\\.SlowQueriesApp\\.work"
                    + "\\(SlowQueriesApp\\.java:\\d+\\)\",[^]]*\\]}")
            .doesNotContain("planted");
      }
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
          .isEqualTo("rw-------");
      assertThat(alerts).filteredOn(alert -> alert.startsWith("/hook {")).hasSize(5);
      assertThat(alerts).filteredOn(alert -> alert.startsWith("/api/7/envelope/ {")).hasSize(5);
      assertThat(alerts)
          .allMatch(alert -> alert.contains("critical_query"))
          .noneMatch(alert -> alert.contains("planted"));
      Scrape scrape = app.scrape();
      scrape.metric("tacho_event_log_records_total").with("kind", "critical_query").is(5);
      scrape.metric("tacho_event_log_records_total").is(5);
      scrape.metric("tacho_event_log_dropped_total").with("reason", "rate").is(2);
      scrape.metric("tacho_event_log_dropped_total").is(2);
      scrape.metric("tacho_alerts_total").with("target", "webhook").is(5);
      scrape.metric("tacho_alerts_total").with("target", "sentry").is(5);
      scrape.metric("tacho_alert_failures_total").is(0);
      assertThat(app.agentLines()).hasSize(1);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void nothingIsWrittenThatNobodyAskedFor() {
    try (RunningApp app = ChildJvm.of(SlowQueriesApp.class).agent(THRESHOLDS).start()) {
      work(app);

      assertThat(app.stdout()).isEqualTo("worked\n");
      assertThat(app.agentLines()).hasSize(1);
      assertThat(app.stderr().lines()).hasSize(1);
      assertThat(app.files()).containsExactlyInAnyOrder("stdout", "stderr", "agent-port");
      app.scrape().metric("db_slow_queries_total").with("threshold", "critical").is(7);
      assertThat(app.agent("GET", "/metrics").body()).doesNotContain("tacho_event_log");
    }
  }

  @Test
  void standardStreamsCanTakeTheRecords() {
    for (String stream : List.of("stdout", "stderr")) {
      try (RunningApp app =
          ChildJvm.of(SlowQueriesApp.class).agent("event-log=" + stream, THRESHOLDS).start()) {
        work(app);
        awaitRecords(app);

        String output = stream.equals("stdout") ? app.stdout() : app.stderr();
        assertThat(output.lines().filter(line -> line.startsWith("{\"timestamp\""))).hasSize(5);
        assertThat(app.agentLines()).hasSize(1);
      }
    }
  }

  @Test
  void aFullDiskIsSaidOnceAndCounted() {
    assumeTrue(Files.exists(Path.of("/dev/full")));
    try (RunningApp app =
        ChildJvm.of(SlowQueriesApp.class).agent("event-log=/dev/full", THRESHOLDS).start()) {
      work(app);
      awaitRecords(app);

      app.scrape().metric("tacho_event_log_dropped_total").with("reason", "disk").is(5);
      assertThat(app.agentLines())
          .hasSize(2)
          .contains(
              "event-log=/dev/full: does not work (java.io.IOException: No space left on device):"
                  + " records are dropped and counted in tacho_event_log_dropped_total, the next"
                  + " try is in 5 s. See docs/event-log.md.");
    }
  }

  /** The queries take 2.8 s, an alert that nobody answers 5 s. */
  @Test
  void aWebhookThatHangsHoldsUpNothing() throws IOException {
    Path log = folder.resolve("events.log");
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        RunningApp app =
            ChildJvm.of(SlowQueriesApp.class)
                .agent(
                    "event-log=" + log,
                    "alert-webhook=http://localhost:" + silent.getLocalPort(),
                    THRESHOLDS)
                .start()) {
      work(app);
      awaitRecords(app);

      assertThat(lines(log)).hasSize(5);
      app.scrape().metric("tacho_alerts_total").is(0);
    }
  }

  private static void work(RunningApp app) {
    app.endInput();
    app.await("the work", () -> app.stdout().contains("worked"));
  }

  /** The log's thread has had all seven. */
  private static void awaitRecords(RunningApp app) {
    app.await(
        "the records",
        () -> {
          Scrape scrape = app.scrape();
          return scrape.metric("tacho_event_log_records_total").sum()
                  + scrape.metric("tacho_event_log_dropped_total").sum()
              == 7;
        });
  }

  private static List<String> lines(Path log) {
    try {
      return Files.exists(log) ? Files.readAllLines(log) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpServer server(List<String> alerts) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          alerts.add(exchange.getRequestURI() + " " + body);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }
}
