package dev.tacho.agenttests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Drives the sample application and holds the scrape to the exact numbers. */
class CountedOperationsTest {
  private static final int THREADS = 20;
  private static final int REQUESTS_PER_THREAD = 500;

  /** The sample application needs Java 17. */
  static Stream<Jdk> jdks() {
    return Jdk.from(17).stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void tenThousandConcurrentRequestsAreCountedExactly(Jdk jdk) throws Exception {
    try (RunningApp app = ChildJvm.sampleApp().on(jdk).agent().start()) {
      Scrape before = app.scrape();
      ExecutorService clients = Executors.newFixedThreadPool(THREADS);
      try {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          running.add(clients.submit(() -> drive(app)));
        }
        for (Future<?> client : running) {
          client.get();
        }
      } finally {
        clients.shutdownNow();
      }
      int requests = THREADS * REQUESTS_PER_THREAD;
      Scrape after = app.scrape();
      Delta delta = new Delta(before, after);
      delta.of("http_requests_total").is(requests);
      delta.of("http_request_duration_seconds_count").is(requests);
      delta.of("db_queries_total").is(2 * requests);
      delta.of("db_query_duration_seconds_count").is(2 * requests);
      delta.of("cache_operations_total").is(requests);
      delta.of("cache_operation_duration_seconds_count").is(requests);
      delta.of("external_api_requests_total").is(requests);
      delta.of("external_api_duration_seconds_count").is(requests);
      after
          .metric("http_requests_total")
          .with("method", "GET")
          .with("route", "/work")
          .with("status_code", "200")
          .is(requests);
      after
          .metric("db_queries_total")
          .with("system", "h2")
          .with("operation", "select")
          .with("collection", "members")
          .with("status", "success")
          .is(2 * requests);
      after
          .metric("cache_operations_total")
          .with("system", "redis")
          .with("operation", "get")
          .with("result", "hit")
          .is(requests);
      after
          .metric("external_api_requests_total")
          .with("peer_service", "127.0.0.1")
          .with("operation", "GET /v1/ping")
          .with("status_code", "200")
          .is(requests);
      after.metric("http_active_requests").is(0);
      assertThat(after.metric("tacho_overhead_seconds_total").sum())
          .isPositive()
          .isLessThan(after.metric("http_request_duration_seconds_sum").sum() / 2);
    }
  }

  private static void drive(RunningApp app) {
    for (int i = 0; i < REQUESTS_PER_THREAD; i++) {
      assertThat(app.get("/work?queries=2&gets=1&hit=true&calls=1").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void failuresAreCountedUnderTheirKind() throws ExecutionException {
    try (RunningApp app = ChildJvm.sampleApp().agent().start()) {
      for (int i = 0; i < 7; i++) {
        app.get("/work?queries=1&failQueries=3&gets=2&hit=false&status=418");
      }
      for (int i = 0; i < 4; i++) {
        assertThat(app.get("/work?throw=true").statusCode()).isEqualTo(500);
      }
      Scrape scrape = app.scrape();
      scrape.metric("http_requests_total").with("route", "/work").with("status_code", "418").is(7);
      scrape.metric("http_requests_total").with("route", "/work").with("status_code", "500").is(4);
      scrape.metric("http_requests_total").with("route", "/work").is(11);
      Scrape.Selection queries =
          scrape
              .metric("db_queries_total")
              .with("operation", "select")
              .with("collection", "members");
      queries.with("status", "success").is(7);
      queries.with("status", "error").is(21);
      scrape.metric("db_query_errors_total").with("error", "data").is(21);
      scrape.metric("db_query_errors_total").is(21);
      scrape
          .metric("cache_operations_total")
          .with("operation", "get")
          .with("result", "miss")
          .is(14);
      scrape.metric("cache_operations_total").with("operation", "get").with("result", "hit").is(0);
      scrape.metric("cache_operations_total").with("result", "error").is(0);
    }
  }

  @Test
  void theAccountOfARequestSaysWhatItDid() {
    try (RunningApp app = ChildJvm.sampleApp().agent("n-plus-one=4").start()) {
      for (int i = 0; i < 5; i++) {
        app.get("/work?queries=3&gets=1&calls=2"); // one statement, three times
      }
      for (int i = 0; i < 3; i++) {
        app.get("/work?queries=4&heldCalls=1");
      }
      Scrape scrape = app.scrape();
      onWork(scrape, "http_request_db_queries_count").is(8);
      onWork(scrape, "http_request_db_queries_sum").is(5 * 3 + 3 * 4);
      onWork(scrape, "http_request_db_queries_bucket").with("le", "2.0").is(0);
      onWork(scrape, "http_request_db_queries_bucket").with("le", "5.0").is(8);
      onWork(scrape, "http_request_external_calls_count").is(8);
      onWork(scrape, "http_request_external_calls_sum").is(5 * 2 + 3);
      onWork(scrape, "http_n_plus_one_requests_total").with("collection", "members").is(3);
      scrape.metric("http_n_plus_one_requests_total").is(3);

      Scrape.Selection time = onWork(scrape, "http_request_time_seconds_total");
      for (String component : List.of("db", "cache", "external", "app")) {
        assertThat(time.with("component", component).sum()).as(component).isPositive();
      }
      double duration = onWork(scrape, "http_request_duration_seconds_sum").sum();
      assertThat(time.sum()).isCloseTo(duration, within(1e-9));
      double held =
          onWork(scrape, "db_connection_held_external_seconds_total")
              .with("peer_service", "127.0.0.1")
              .sum();
      assertThat(held).isPositive().isLessThan(time.with("component", "external").sum());

      assertThat(scrape.metric("http_error_ratio").sum()).isZero();
    }
  }

  private static Scrape.Selection onWork(Scrape scrape, String metric) {
    return scrape.metric(metric).with("route", "/work");
  }

  @Test
  void requestsOfHealthChecksAreNotMeasuredButTheirQueriesAre() {
    try (RunningApp app = ChildJvm.sampleApp().agent("exclude=/work").start()) {
      app.get("/work?queries=2");
      app.get("/work?queries=2");
      Scrape scrape = app.scrape();
      scrape.metric("http_requests_total").is(0);
      scrape.metric("http_active_requests").is(0);
      scrape
          .metric("db_queries_total")
          .with("operation", "select")
          .with("collection", "members")
          .is(4);
    }
  }

  @Test
  void answersOfPaymentProviderAreCountedByStatusAndError() {
    try (RunningApp app = ChildJvm.sampleApp().agent("slow-external=200ms").start()) {
      charge(app, 41, 402);
      charge(app, 42, 502);
      charge(app, 43, 201); // after 300 ms
      charge(app, 44, 504); // the client gives up after a second
      charge(app, 50, 201);
      Scrape scrape = app.scrape();
      Scrape.Selection calls = scrape.metric("external_api_requests_total");
      calls.with("status_code", "402").is(1);
      calls.with("status_code", "500").is(1);
      calls.with("status_code", "error").is(1);
      calls.is(5);
      Scrape.Selection errors = scrape.metric("external_api_errors_total");
      errors.with("error", "4xx").is(1);
      errors.with("error", "5xx").is(1);
      errors.with("error", "timeout").is(1);
      errors.is(3);
      // Which calls were slow depends on the machine too; the threshold is a bucket's border.
      double slow = scrape.metric("external_api_slow_requests_total").sum();
      double quick = scrape.metric("external_api_duration_seconds_bucket").with("le", "0.2").sum();
      assertThat(slow).isEqualTo(5 - quick).isGreaterThanOrEqualTo(2);
      scrape.metric("tacho_threshold_seconds").with("kind", "slow_external").is(0.2);
    }
  }

  private static void charge(RunningApp app, int cents, int expectedStatus) {
    var request =
        java.net.http.HttpRequest.newBuilder(app.uri("/payments"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(java.net.http.HttpRequest.BodyPublishers.ofString("memberId=1&amount=10" + cents))
            .build();
    assertThat(RunningApp.send(request).statusCode()).isEqualTo(expectedStatus);
  }

  /** What happened between two scrapes. */
  private record Delta(Scrape before, Scrape after) {
    Difference of(String metric) {
      return new Difference(metric, after.metric(metric).sum() - before.metric(metric).sum());
    }
  }

  private record Difference(String metric, double value) {
    void is(double expected) {
      assertThat(value).as(metric).isEqualTo(expected);
    }
  }
}
