package dev.tacho.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tacho.config.Config;
import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.AppInfo;
import dev.tacho.metrics.EventKind;
import dev.tacho.metrics.EventLogMetrics.Target;
import dev.tacho.metrics.Families;
import dev.tacho.metrics.Scrape;
import dev.tacho.metrics.TestFamilies;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server of the test stands for the webhook and for Sentry. */
final class AlertsTest {
  private static final long NOON = 1_768_132_800_042L;

  private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private int status = 200;
  private Families families;

  private static final class Received {
    final String path;
    final Map<String, String> headers = new HashMap<>();
    final String body;

    Received(HttpExchange exchange) throws IOException {
      this.path = exchange.getRequestURI().toString();
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
      this.body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          received.add(new Received(exchange));
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"x\"");
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void theWebhookGetsTheRecordWithTheNameOfTheService() {
    AlertSink sink = webhook("/hook?key=1");

    sink.accept(critical());

    assertThat(received).hasSize(1);
    assertThat(received.get(0).path).isEqualTo("/hook?key=1");
    assertThat(received.get(0).headers).containsEntry("Content-type", "application/json");
    assertThat(received.get(0).body)
        .isEqualTo(
            "{\"app\":\"club\",\"timestamp\":\"2026-01-11T12:00:00.042Z\","
                + "\"level\":\"critical\",\"kind\":\"critical_query\",\"system\":\"h2\","
                + "\"operation\":\"select\",\"collection\":\"members\",\"duration_seconds\":6.5,"
                + "\"threshold_type\":\"critical\",\"threshold_seconds\":5.0,"
                + "\"statement\":\"SELECT ?\",\"statement_hash\":\"000000000000002a\","
                + "\"request_id\":\"r-1\",\"method\":\"GET\",\"route\":\"/members\"}");
    assertThat(sent()).containsExactly("{target=\"webhook\"} 1");
    assertThat(failures()).isEmpty();
  }

  @Test
  void sentryGetsAnEventOfItsOwnKind() throws IOException {
    AlertSink sink = sentry();

    sink.accept(critical());

    assertThat(received).hasSize(1);
    assertThat(received.get(0).path).isEqualTo("/api/7/envelope/");
    assertThat(received.get(0).headers)
        .containsEntry("Content-type", "application/x-sentry-envelope")
        .containsEntry(
            "X-sentry-auth", "Sentry sentry_version=7,sentry_client=tacho,sentry_key=key");
    String[] lines = received.get(0).body.split("\n");
    assertThat(lines).hasSize(3);
    Map<String, String> event = values(lines[2]);
    assertThat(values(lines[0])).containsEntry("/event_id", event.get("/event_id"));
    assertThat(values(lines[1])).containsEntry("/type", "event");
    event.remove("/event_id");
    assertThat(event)
        .containsOnly(
            Map.entry("/timestamp", "2026-01-11T12:00:00.042Z"),
            Map.entry("/level", "error"),
            Map.entry("/platform", "java"),
            Map.entry("/logger", "tacho"),
            Map.entry("/message/formatted", "Critical query: select members (h2)"),
            Map.entry("/fingerprint/0", "critical_query"),
            Map.entry("/fingerprint/1", "000000000000002a"),
            Map.entry("/transaction", "/members"),
            Map.entry("/release", "club@2.1"),
            Map.entry("/environment", "production"),
            Map.entry("/tags/app", "club"),
            Map.entry("/tags/kind", "critical_query"),
            Map.entry("/tags/system", "h2"),
            Map.entry("/tags/operation", "select"),
            Map.entry("/tags/collection", "members"),
            Map.entry("/tags/statement_hash", "000000000000002a"),
            Map.entry("/tags/request_id", "r-1"),
            Map.entry("/extra/statement", "SELECT ?"),
            Map.entry("/extra/duration_seconds", "6.5"),
            Map.entry("/extra/threshold_seconds", "5.0"));
    assertThat(sent()).containsExactly("{target=\"sentry\"} 1");
  }

  @Test
  void sentryLeavesTheJvmAsItWas() {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();

    sentry().accept(critical());

    assertThat(received).hasSize(1);
    assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(before);
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("Sentry"));
  }

  @Test
  void whatTheServerRefusesIsAFailure() {
    status = 500;

    webhook("/").accept(critical());
    assertThat(failures()).containsExactly("{reason=\"delivery\",target=\"webhook\"} 1");

    sentry().accept(critical());
    assertThat(failures()).containsExactly("{reason=\"delivery\",target=\"sentry\"} 1");
  }

  @Test
  void redirectsAreNotFollowed() {
    status = 307;

    webhook("/hook").accept(critical());

    assertThat(received).hasSize(1);
    assertThat(failures()).containsExactly("{reason=\"delivery\",target=\"webhook\"} 1");
  }

  @Test
  void theApplicationsCredentialsAreNotAskedFor() {
    status = 401;
    boolean[] asked = new boolean[1];
    Authenticator before = Authenticator.getDefault();
    Authenticator.setDefault(
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            asked[0] = true;
            return new PasswordAuthentication("user", "password".toCharArray());
          }
        });
    try {
      webhook("/hook").accept(critical());
    } finally {
      Authenticator.setDefault(before);
    }

    assertThat(asked[0]).isFalse();
    assertThat(received).hasSize(1);
    assertThat(failures()).containsExactly("{reason=\"delivery\",target=\"webhook\"} 1");
  }

  @Test
  void aServerThatIsNotThereIsAFailure() throws IOException {
    int port = server.getAddress().getPort();
    server.stop(0);

    webhook("http://localhost:" + port + "/", null).accept(critical());

    assertThat(failures()).containsExactly("{reason=\"delivery\",target=\"webhook\"} 1");
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      HttpPost post =
          new HttpPost(
              URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/").toURL(),
              Map.of(),
              1000,
              50);
      AlertSink sink = sink(event -> post.send(new byte[] {1}));

      sink.accept(critical());

      assertThat(failures()).containsExactly("{reason=\"delivery\",target=\"webhook\"} 1");
    }
  }

  @Test
  void atMostTenAMinuteAreSent() {
    AlertSink sink = webhook("/hook");
    long now = System.nanoTime();

    for (int i = 0; i < 12; i++) {
      sink.accept(critical(), now);
    }

    assertThat(received).hasSize(10);
    assertThat(failures()).containsExactly("{reason=\"rate\",target=\"webhook\"} 2");
    sink.accept(critical(), now + TimeUnit.MINUTES.toNanos(1));
    assertThat(received).hasSize(11);
  }

  @Test
  void noMessageOfAFailureHoldsTheUrl() {
    assertThat(HttpPost.describe(new IOException("no http://x/s3cret")))
        .isEqualTo("java.io.IOException");
    assertThat(HttpPost.describe(new HttpPost.Refused(404))).isEqualTo("status 404");
  }

  @Test
  void aHangingWebhookHoldsUpNeitherTheLogNorTheCaller() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Config config = config("http://127.0.0.1:" + silent.getLocalPort() + "/", null);
      AgentHealth health = new AgentHealth(List.of("test"));
      List<Event> logged = Collections.synchronizedList(new ArrayList<>());
      EventQueue log = new EventQueue("log", 1000, logged::add, health);
      EventQueue webhook =
          new EventQueue(
              "webhook",
              100,
              AlertSink.webhook(config.alertWebhook(), app(config), families.eventLog()),
              health);
      EventLog eventLog = new EventLog(families.eventLog(), log, webhook, null);
      webhook.start();

      for (int i = 0; i < 500; i++) {
        eventLog.offer(critical());
      }
      while (log.doNext()) {}

      // One of a hundred and one has gone to the server, or will do: it hangs for seconds.
      assertThat(logged).hasSize(500);
      assertThat(Scrape.of(families).sum("tacho_alert_failures_total")).isBetween(399L, 400L);
    }
  }

  private AlertSink webhook(String path) {
    return webhook("http://localhost:" + server.getAddress().getPort() + path, null);
  }

  private AlertSink webhook(String url, String dsn) {
    Config config = config(url, dsn);
    return AlertSink.webhook(config.alertWebhook(), app(config), families.eventLog());
  }

  private AlertSink sentry() {
    Config config = config(null, "http://key@localhost:" + server.getAddress().getPort() + "/7");
    return AlertSink.sentry(config.sentryDsn(), app(config), families.eventLog());
  }

  private AlertSink sink(AlertSink.Channel channel) {
    config("http://localhost/", null);
    return new AlertSink("alert-webhook", channel, Target.WEBHOOK, families.eventLog());
  }

  private Config config(String webhook, String dsn) {
    String arguments =
        "app=club,app-version=2.1,environment=production"
            + (webhook == null ? "" : ",alert-webhook=" + webhook)
            + (dsn == null ? "" : ",sentry-dsn=" + dsn);
    families = TestFamilies.with(arguments);
    return TestFamilies.config(arguments);
  }

  private static AppInfo app(Config config) {
    return AppInfo.of(config, "com.acme.Club");
  }

  private static Event critical() {
    return new Event(EventKind.CRITICAL_QUERY, NOON)
        .query("h2", "select", "members")
        .statement("SELECT ?", 42)
        .duration(6_500_000_000L)
        .threshold("critical", 5_000_000_000L)
        .request("r-1", null, "GET", "/members");
  }

  private List<String> sent() {
    return Scrape.of(families).counted("tacho_alerts_total");
  }

  private List<String> failures() {
    return Scrape.of(families).counted("tacho_alert_failures_total");
  }

  /** The values of a JSON object by their pointers. */
  private static Map<String, String> values(String json) throws IOException {
    Map<String, String> values = new HashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue()) {
          values.put(parser.getParsingContext().pathAsPointer().toString(), parser.getText());
        }
      }
    }
    return values;
  }
}
