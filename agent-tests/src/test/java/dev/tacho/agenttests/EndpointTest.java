package dev.tacho.agenttests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tacho.agenttests.apps.PlainApp;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  private static RunningApp app;

  @BeforeAll
  static void start() {
    app = ChildJvm.of(PlainApp.class).agent("app=shop", "environment=test").start();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @Test
  void servesTheTextFormatByDefault() {
    HttpResponse<String> answer = app.agent("GET", "/metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(contentType(answer)).startsWith("text/plain; version=0.0.4");
    Scrape scrape = Scrape.parse(answer.body());
    scrape.metric("app_info").with("name", "shop").with("environment", "test").is(1);
    scrape.metric("tacho_build_info").is(1);
    scrape.metric("jvm_memory_used_bytes").with("area", "heap").exists();
    scrape.metric("process_cpu_seconds_total").exists();
    scrape.metric("tacho_startup_seconds").with("phase", "weaving").exists();
  }

  @Test
  void servesOpenMetricsToWhoAsks() {
    HttpResponse<String> answer =
        app.agent("GET", "/metrics", "Accept", "application/openmetrics-text; version=1.0.0");
    assertThat(contentType(answer)).startsWith("application/openmetrics-text; version=1.0.0");
    assertThat(answer.body()).endsWith("# EOF\n");
  }

  @Test
  void servesProtobufToWhoAsks() {
    HttpResponse<String> answer =
        app.agent(
            "GET",
            "/metrics",
            "Accept",
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
                + " encoding=delimited");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(contentType(answer)).startsWith("application/vnd.google.protobuf");
    assertThat(answer.body()).contains("tacho_build_info").doesNotContain("# TYPE");
  }

  @Test
  void compressesForWhoAsks() {
    HttpResponse<String> answer = app.agent("GET", "/metrics", "Accept-Encoding", "gzip");
    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
  }

  @Test
  void selectsByName() {
    HttpResponse<String> answer = app.agent("GET", "/metrics?name%5B%5D=tacho_build_info");
    assertThat(Scrape.parse(answer.body()).samples())
        .extracting(Scrape.Sample::name)
        .containsOnly("tacho_build_info");
  }

  @Test
  void answersHeadWithoutBody() {
    HttpResponse<String> answer = app.agent("HEAD", "/metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void isHealthy() {
    assertThat(app.agent("GET", "/-/healthy").body()).isEqualTo("Healthy.\n");
  }

  @Test
  void repeatsNothingOfAnUnknownPath() {
    HttpResponse<String> answer = app.agent("GET", "/%3Cscript%3Ealert(1)%3C/script%3E");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("Not found. Metrics are at /metrics.\n");
  }

  @Test
  void knowsNoPathBelowItsOwn() {
    assertThat(app.agent("GET", "/metrics/").statusCode()).isEqualTo(404);
    assertThat(app.agent("GET", "/metrics/x").statusCode()).isEqualTo(404);
    assertThat(app.agent("GET", "/metrics/statements/").statusCode()).isEqualTo(404);
    assertThat(app.agent("GET", "/metricsx").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics", "/metrics/statements", "/metrics/summary", "/-/healthy"})
  void refusesOtherMethods(String path) {
    for (String method : new String[] {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "X-ODD"}) {
      HttpResponse<String> answer = app.agent(method, path);
      assertThat(answer.statusCode()).as(method).isEqualTo(405);
      assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
      assertThat(answer.body()).isEqualTo("Only GET and HEAD are answered.\n");
    }
  }

  @Test
  void showsStatementsToWhoIsOnTheSameMachine() {
    HttpResponse<String> answer = app.agent("GET", "/metrics/statements?limit=3");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(contentType(answer)).isEqualTo("application/json");
    assertThat(answer.body()).isEqualTo("{\n  \"statements\" : [ ]\n}\n");
  }

  @Test
  void showsStatementsToNobodyElse() throws SocketException {
    for (String path : new String[] {"/metrics/statements", "/metrics/statements?limit=0"}) {
      HttpResponse<String> answer = app.agentAt(outsideAddress(), path);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body())
          .isEqualTo("Statements are shown on the service's own machine only (127.0.0.1).\n");
    }
    assertThat(app.agentAt(outsideAddress(), "/metrics").statusCode()).isEqualTo(200);
  }

  @Test
  void showsTheSummaryToWhoIsOnTheSameMachineOnly() throws SocketException {
    HttpResponse<String> answer = app.agent("GET", "/metrics/summary");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(contentType(answer)).isEqualTo("application/json");
    assertThat(answer.body())
        .startsWith("{\n  \"format\" : 1,\n  \"time_seconds\" : ")
        .contains("\n  \"app\" : {\n    \"name\" : \"shop\",\n")
        .endsWith("\n  \"unused\" : {\n    \"routes\" : [ ],\n    \"services\" : [ ]\n  }\n}\n");
    HttpResponse<String> refusal = app.agentAt(outsideAddress(), "/metrics/summary");
    assertThat(refusal.statusCode()).isEqualTo(403);
    assertThat(refusal.body())
        .isEqualTo("The summary is shown on the service's own machine only (127.0.0.1).\n");
  }

  /** One of this machine that connections come from which were made to it. */
  private static InetAddress outsideAddress() throws SocketException {
    Optional<InetAddress> outside =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
            .findFirst();
    assumeThat(outside).as("a network beside the loopback").isPresent();
    return outside.get();
  }

  @Test
  void refusesALimitThatIsNone() {
    HttpResponse<String> answer =
        app.agent("GET", "/metrics/statements?limit=%3Cscript%3E&x=%00%FF");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("limit: expected an integer 1..50.\n");
  }

  @Test
  void answersHeadForStatementsWithoutBody() {
    HttpResponse<String> answer = app.agent("HEAD", "/metrics/statements");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  private static String contentType(HttpResponse<?> answer) {
    return answer.headers().firstValue("Content-Type").orElseThrow();
  }
}
