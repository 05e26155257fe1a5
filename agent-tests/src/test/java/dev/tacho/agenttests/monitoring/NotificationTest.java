package dev.tacho.agenttests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tacho.agenttests.harness.Artifacts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real Alertmanager sends with the project's receivers, templates and files of secrets. */
class NotificationTest {
  private static final Path ALERTS = Artifacts.repository().resolve("alerts");

  @TempDir private Path secrets;

  /** By path: the last that came. */
  private final Map<String, JsonNode> received = new ConcurrentHashMap<>();

  private HttpServer service;

  @BeforeEach
  void start() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext("/", this::take);
    service.start();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    received.put(
        exchange.getRequestURI().getPath(), new ObjectMapper().readTree(exchange.getRequestBody()));
    // What PagerDuty says when it has taken an event; Slack's 200 is as good.
    exchange.sendResponseHeaders(
        exchange.getRequestURI().getPath().equals("/slack") ? 200 : 202, -1);
    exchange.close();
  }

  @Test
  void aCriticalAlertPagesAndIsToldInSlack() throws Exception {
    Files.writeString(secrets.resolve("slack-url"), address() + "/slack");
    Files.writeString(secrets.resolve("pagerduty-key"), "key-of-the-file");

    try (AlertmanagerServer alertmanager = AlertmanagerServer.start(configuration())) {
      alertmanager.take(
          List.of(
              Map.of(
                  "labels",
                  Map.of(
                      "alertname", "HttpErrorRatioCritical",
                      "severity", "critical",
                      "alert_family", "http_errors",
                      "job", "orders"),
                  "annotations",
                  Map.of(
                      "summary", "Many requests fail",
                      "description", "12% of the requests of orders are answered with 5xx.",
                      "runbook_url", "https://example.com/HttpErrorRatioCritical.md",
                      "dashboard_url", "/d/tacho-service?var-job=orders"))));
      Await.until(
          () -> received + "\n" + alertmanager.log(),
          () -> received.keySet().containsAll(List.of("/slack", "/pagerduty")));
    }

    JsonNode message = received.get("/slack");
    assertThat(message.get("channel").asText()).isEqualTo("#alerts-critical");
    JsonNode attachment = message.get("attachments").get(0);
    assertThat(attachment.get("title").asText()).isEqualTo("[FIRING 1] orders: Many requests fail");
    assertThat(attachment.get("color").asText()).isEqualTo("danger");
    assertThat(attachment.get("text").asText())
        .startsWith("*HttpErrorRatioCritical* critical, firing since ")
        .contains(
            "12% of the requests of orders are answered with 5xx.",
            "<https://example.com/HttpErrorRatioCritical.md|Runbook>",
            "/d/tacho-service?var-job=orders|Dashboard>",
            "/#/silences/new?filter=%7Balert_family%3D%22http_errors%22%2C%20job%3D%22orders%22%7D");

    JsonNode event = received.get("/pagerduty");
    assertThat(event.get("routing_key").asText()).isEqualTo("key-of-the-file");
    JsonNode payload = event.get("payload");
    assertThat(payload.get("summary").asText()).isEqualTo("[FIRING 1] orders: Many requests fail");
    assertThat(payload.get("severity").asText()).isEqualTo("critical");
    assertThat(payload.get("component").asText()).isEqualTo("orders");
    assertThat(payload.get("class").asText()).isEqualTo("http_errors");
    assertThat(payload.get("custom_details").get("alerts").asText())
        .contains("Runbook: https://example.com/HttpErrorRatioCritical.md");
  }

  private String address() {
    return "http://127.0.0.1:" + service.getAddress().getPort();
  }

  /** As it is shipped, but for where things are and how long it waits. */
  private String configuration() throws IOException {
    return Files.readString(ALERTS.resolve("alertmanager.yml"))
        .replace("/etc/alertmanager/secrets", secrets.toString())
        .replace("templates/*.tmpl", ALERTS.resolve("templates/*.tmpl").toString())
        .replace("group_wait: 10s", "group_wait: 1ms")
        .replace("global:\n", "global:\n  pagerduty_url: " + address() + "/pagerduty\n");
  }
}
