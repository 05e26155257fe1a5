package dev.tacho.agenttests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.agenttests.harness.Artifacts;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import dev.tacho.cli.Json;
import dev.tacho.cli.JsonValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The summary of a service, and the commands that read it, with the agent's jar. */
class SummaryCommandsTest {
  private static final int THREADS = 4;
  private static final int REQUESTS_PER_THREAD = 50;

  private static RunningApp app;

  @BeforeAll
  static void start() {
    app = ChildJvm.sampleApp().agent("services=billing.example.com:billing").start();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static void drive(String path) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        running.add(
            clients.submit(
                () -> {
                  for (int request = 0; request < REQUESTS_PER_THREAD; request++) {
                    app.get(path);
                  }
                }));
      }
      for (Future<?> client : running) {
        client.get();
      }
    } finally {
      clients.shutdownNow();
    }
  }

  private static JsonValue summary() throws IOException {
    return new JsonValue(Json.parse("summary", app.agent("GET", "/metrics/summary").body()));
  }

  @Test
  void figuresOfTheSummaryEqualThoseOfTheScrape() throws Exception {
    drive("/work?queries=2&gets=1&hit=true&calls=1");
    drive("/work?queries=1&failQueries=1&gets=1&hit=false");
    drive("/work?throw=true");

    Scrape scrape = app.scrape();
    JsonValue summary = summary();

    assertThat(summary.at("traffic", "requests").number())
        .isEqualTo(scrape.metric("http_requests_total").sum())
        .isGreaterThanOrEqualTo(3 * THREADS * REQUESTS_PER_THREAD);
    assertThat(summary.at("traffic", "slow").number())
        .isEqualTo(scrape.metric("http_slow_requests_total").sum());
    assertThat(summary.at("traffic", "active").number())
        .isEqualTo(scrape.metric("http_active_requests").sum());
    for (JsonValue route : summary.at("routes").list()) {
      equal(route, "requests", of(scrape, "http_requests_total", route, "method", "route"));
      equal(
          route,
          "errors_5xx",
          of(scrape, "http_requests_total", route, "method", "route").with("status_code", "500"));
      equal(
          route,
          "total_seconds",
          of(scrape, "http_request_duration_seconds_sum", route, "method", "route"));
      double time = of(scrape, "http_request_time_seconds_total", route, "method", "route").sum();
      for (String component : List.of("app", "db", "cache", "external")) {
        double part =
            of(scrape, "http_request_time_seconds_total", route, "method", "route")
                .with("component", component)
                .sum();
        assertThat(route.at("time_share", component).number())
            .isEqualTo(rounded(time == 0 ? Double.NaN : part / time));
      }
    }
    String[] query = {"system", "operation", "collection"};
    assertThat(summary.at("databases").list()).isNotEmpty();
    for (JsonValue row : summary.at("databases").list()) {
      equal(row, "queries", of(scrape, "db_queries_total", row, query));
      equal(row, "errors", of(scrape, "db_queries_total", row, query).with("status", "error"));
      equal(row, "total_seconds", of(scrape, "db_query_duration_seconds_sum", row, query));
    }
    assertThat(summary.at("cache", "operations").list()).isNotEmpty();
    for (JsonValue row : summary.at("cache", "operations").list()) {
      Scrape.Selection results = of(scrape, "cache_operations_total", row, "system", "operation");
      equal(row, "hits", results.with("result", "hit"));
      equal(row, "misses", results.with("result", "miss"));
      equal(row, "errors", results.with("result", "error"));
    }
    assertThat(summary.at("peers").list()).isNotEmpty();
    for (JsonValue row : summary.at("peers").list()) {
      equal(row, "requests", of(scrape, "external_api_requests_total", row, "peer_service"));
    }
    assertThat(summary.at("statements").list()).isNotEmpty();
  }

  private static Scrape.Selection of(
      Scrape scrape, String metric, JsonValue row, String... labels) {
    Scrape.Selection selection = scrape.metric(metric);
    for (String label : labels) {
      selection = selection.with(label, row.at(label).text());
    }
    return selection;
  }

  private static void equal(JsonValue row, String field, Scrape.Selection selection) {
    assertThat(row.at(field).number())
        .as("%s and %s", field, selection.description())
        .isEqualTo(rounded(selection.sum()));
  }

  /** To the decimals that the summary has. */
  private static double rounded(double value) {
    return Double.isNaN(value)
        ? value
        : BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_UP).doubleValue();
  }

  @Test
  void theDoctorFindsANameThatNothingUses() throws Exception {
    app.scrape();
    double scrapes = summary().at("agent", "scrapes", "count").number();

    Ended doctor = command("doctor", "http://127.0.0.1:" + app.agentPort());

    assertThat(doctor.output())
        .contains("[ok]   scraped ")
        .contains("[ok]   the agent has had no failure.\n")
        .contains(
            "[warn] services: billing is not used, nothing has been called under that name.\n");
    assertThat(doctor.exitCode()).isEqualTo(1);
    assertThat(summary().at("agent", "scrapes", "count").number()).isEqualTo(scrapes);
  }

  @Test
  void diffFindsThatARouteHasBecomeWorse(@TempDir Path folder) throws Exception {
    drive("/work?queries=1");
    Path before = folder.resolve("before.json");
    Files.writeString(before, app.agent("GET", "/metrics/summary").body());
    drive("/work?throw=true");

    Ended diff = command("diff", before.toString(), "http://127.0.0.1:" + app.agentPort());

    assertThat(diff.output())
        .startsWith("Routes: 1 worse, 0 better, 0 the same")
        .contains("The same process: its first ")
        .containsPattern("worse .* -> 100% \\* .* GET /work\n");
    assertThat(diff.exitCode()).isEqualTo(1);
  }

  private record Ended(int exitCode, String output) {}

  private static Ended command(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Jdk.current().tool("java").toString(), "-jar", Artifacts.agentJar().toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), output);
  }
}
