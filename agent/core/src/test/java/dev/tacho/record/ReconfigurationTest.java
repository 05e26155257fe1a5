package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.facade.TachoSink;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What follows the configuration while the application runs, and what stays. */
final class ReconfigurationTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final RecorderFixture fixture = new RecorderFixture("event-log=stderr");
  private final TachoSink recorder = fixture.recorder;

  @Test
  void thresholdsOfQueriesFollowAndSoDoesTheGaugeThatTellsThem() {
    query("members", 2 * SECOND);
    fixture.configure("event-log=stderr,slow-query=3s,critical-query=9s");
    query("members", 2 * SECOND);
    query("members", 4 * SECOND);
    query("members", 10 * SECOND);

    String slow = "db_slow_queries_total{collection=\"members\",operation=\"select\",";
    assertThat(fixture.value(slow + "system=\"other\",threshold=\"slow\"}")).isEqualTo(3);
    assertThat(fixture.value(slow + "system=\"other\",threshold=\"critical\"}")).isEqualTo(1);
    assertThat(fixture.value("tacho_threshold_seconds{kind=\"slow_query\"}")).isEqualTo(3);
    assertThat(fixture.value("tacho_threshold_seconds{kind=\"critical_query\"}")).isEqualTo(9);
  }

  @Test
  void theEventsFollowTheThresholds() throws Exception {
    query("members", 2 * SECOND);
    fixture.configure("event-log=stderr,slow-query=3s");
    query("guests", 2 * SECOND);
    query("events", 4 * SECOND);

    assertThat(fixture.events())
        .extracting(line -> line.replaceAll(".*\"collection\":\"(\\w+)\".*", "$1"))
        .containsExactly("members", "events");
  }

  @Test
  void theThresholdOfRequestsFollows() {
    request("/a", TimeUnit.MILLISECONDS.toNanos(2));
    fixture.configure("slow-request=1ms");
    request("/a", TimeUnit.MILLISECONDS.toNanos(2));

    assertThat(fixture.counted("http_slow_requests_total"))
        .containsExactly("{method=\"GET\",route=\"/a\"} 1");
    assertThat(fixture.value("tacho_threshold_seconds{kind=\"slow_request\"}")).isEqualTo(0.001);
  }

  @Test
  void theThresholdOfOutboundCallsFollows() {
    call("localhost", "/a", TimeUnit.MILLISECONDS.toNanos(2));
    fixture.configure("slow-external=1ms");
    call("localhost", "/a", TimeUnit.MILLISECONDS.toNanos(2));

    assertThat(fixture.counted("external_api_slow_requests_total"))
        .containsExactly("{operation=\"GET /a\",peer_service=\"localhost\"} 1");
  }

  @Test
  void theObjectivesFollow() {
    fixture.configure("availability-objective=99%,latency-objective=95%");

    assertThat(fixture.value("tacho_objective_ratio{slo=\"availability\"}")).isEqualTo(0.99);
    assertThat(fixture.value("tacho_objective_ratio{slo=\"latency\"}")).isEqualTo(0.95);
  }

  @Test
  void namesOfServicesFollowAlsoOnAThreadThatCallsTheSameUrlAgain() {
    call("localhost", "/v1/charges/7", 0);
    fixture.configure("services=localhost:stripe,service-paths=stripe:/v1/{what}/{id}");
    call("localhost", "/v1/charges/7", 0);
    fixture.configure("services=localhost:stripe,service-paths=stripe:/v1/*");
    call("localhost", "/v1/charges/7", 0);
    fixture.configure("");
    call("localhost", "/v1/charges/7", 0);

    String answered = ",status_code=\"200\"} ";
    assertThat(fixture.counted("external_api_requests_total"))
        .containsExactlyInAnyOrder(
            "{operation=\"GET /v1/charges/{id}\",peer_service=\"localhost\"" + answered + 2,
            "{operation=\"GET /v1/{what}/{id}\",peer_service=\"stripe\"" + answered + 1,
            "{operation=\"GET /v1/*\",peer_service=\"stripe\"" + answered + 1);
  }

  @Test
  void routesFollowAndWhatTheOldOnesCountedStays() {
    request("/w/1", 0);
    fixture.configure("routes=/w/{page}");
    request("/w/1", 0);
    fixture.configure("routes=/w/*");
    request("/w/1", 0);
    fixture.configure("routes=/x;/w/{page}");
    request("/w/1", 0);

    assertThat(fixture.counted("http_requests_total"))
        .containsExactlyInAnyOrder(
            "{method=\"GET\",route=\"_unmatched_\",status_code=\"404\"} 1",
            "{method=\"GET\",route=\"/w/{page}\",status_code=\"404\"} 2",
            "{method=\"GET\",route=\"/w/*\",status_code=\"404\"} 1");
  }

  @Test
  void whatIsExcludedFollows() {
    assertThat(recorder.requestExcluded("/health", "")).isTrue();

    fixture.configure("exclude=/ping");

    assertThat(recorder.requestExcluded("/health", "")).isFalse();
    assertThat(recorder.requestExcluded("/ping", "")).isTrue();
  }

  @Test
  void idsOfRequestsFollow() {
    fixture.configure("request-id-header=X-Trace,request-id=generate,propagate-to=orders");
    assertThat(recorder.requestIdHeader()).isEqualTo("X-Trace");
    assertThat(recorder.requestId("sent")).isNotEqualTo("sent");
    long request = recorder.requestEnter("GET", "/a", "", "req-1");
    assertThat(recorder.outboundId("orders")).isEqualTo("req-1");
    assertThat(recorder.outboundId("localhost")).isNull();
    recorder.requestDone(recorder.requestLeave(request), 200, true, null);

    fixture.configure("request-id=off");
    assertThat(recorder.requestIdHeader()).isNull();

    fixture.configure("");
    assertThat(recorder.requestId("sent")).isEqualTo("sent");
  }

  @Test
  void theNumberThatMakesARepeatedStatementFollowsWithTheNextRequest() {
    long request = recorder.requestEnter("GET", "/a", "", null);
    query("members", 0);
    fixture.configure("n-plus-one=3");
    query("members", 0);
    query("members", 0);
    query("members", 0);
    recorder.requestDone(recorder.requestLeave(request), 404, true, null);
    assertThat(fixture.counted("http_n_plus_one_requests_total")).isEmpty();

    request = recorder.requestEnter("GET", "/a", "", null);
    query("members", 0);
    query("members", 0);
    query("members", 0);
    recorder.requestDone(recorder.requestLeave(request), 404, true, null);
    assertThat(fixture.counted("http_n_plus_one_requests_total"))
        .containsExactly("{collection=\"members\",route=\"_unmatched_\"} 1");
  }

  @Test
  void aHigherCapLetsInWhatFoundNoRoomAndNothingThatWasCountedIsLost() {
    fixture.configure("max-series=10");
    for (int i = 0; i < 15; i++) {
      query(table(i), 0);
      call("host" + table(i), "/a", 0);
    }
    assertThat(series("db_query_duration_seconds_count")).isEqualTo(10 + 1);
    assertThat(series("external_api_requests_total")).isEqualTo(10 + 1);
    assertThat(fixture.value("tacho_series_limit{family=\"db_query_duration_seconds\"}"))
        .isEqualTo(10);

    fixture.configure("max-series=1000");
    for (int i = 0; i < 15; i++) {
      query(table(i), 0);
      call("host" + table(i), "/a", 0);
    }

    assertThat(series("db_query_duration_seconds_count")).isEqualTo(15 + 1);
    assertThat(series("external_api_requests_total")).isEqualTo(15 + 1);
    assertThat(fixture.scrape().sum("db_query_duration_seconds_count")).isEqualTo(30);
    assertThat(fixture.scrape().sum("db_queries_total")).isEqualTo(30);
    assertThat(fixture.scrape().sum("external_api_requests_total")).isEqualTo(30);
  }

  @Test
  void aLowerCapLeavesTheSeriesThatThereAre() {
    for (int i = 0; i < 15; i++) {
      query(table(i), 0);
    }
    fixture.configure("max-series=10");
    query(table(0), 0);
    query(table(15), 0);

    assertThat(fixture.counted("db_query_duration_seconds_count"))
        .hasSize(15 + 1)
        .contains(
            "{collection=\"" + table(0) + "\",operation=\"select\",system=\"other\"} 2",
            "{collection=\"_other_\",operation=\"select\",system=\"other\"} 1");
  }

  private static String table(int i) {
    return "t_" + (char) ('a' + i);
  }

  private int series(String name) {
    return fixture.labels(name).size();
  }

  private void query(String table, long nanos) {
    long start = recorder.queryEnter();
    recorder.queryExit(start - nanos, new Object(), "select * from " + table, null);
  }

  private void request(String uri, long nanos) {
    long request = recorder.requestEnter("GET", uri, "", null);
    spin(nanos);
    boolean known = uri.equals("/a");
    if (known) {
      recorder.routeMatched("", "", "/a");
    }
    recorder.requestDone(recorder.requestLeave(request), known ? 200 : 404, true, null);
  }

  private void call(String host, String path, long nanos) {
    ExternalCall call = (ExternalCall) recorder.externalEnter("GET", host, -1, path);
    spin(nanos);
    call.answered(200);
    recorder.externalExit(call, null);
  }

  private static void spin(long nanos) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < nanos) {
      Thread.onSpinWait();
    }
  }
}
