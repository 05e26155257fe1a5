package dev.tacho.cli.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tacho.cli.Command;
import dev.tacho.cli.Json;
import dev.tacho.cli.JsonValue;
import dev.tacho.cli.TestConsole;
import dev.tacho.cli.http.Answer;
import dev.tacho.metrics.BuildInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorTest {
  private static final String VERSION = BuildInfo.read().version;

  private static final String WELL =
      """
      tacho_build_info{revision="abc",version="%s"} 1
      app_info{environment="test",name="shop",version="2"} 1
      tacho_enabled 1
      tacho_threshold_seconds{kind="slow_request"} 1.0
      tacho_threshold_seconds{kind="slow_query"} 1.0
      tacho_errors_total{instrumentation="core"} 0.0
      tacho_errors_total{instrumentation="jdbc"} 0.0
      tacho_instrumented_classes{instrumentation="servlet-jakarta"} 3.0
      tacho_instrumented_classes{instrumentation="jdbc"} 4.0
      tacho_instrumented_classes{instrumentation="jedis"} 0.0
      tacho_series{family="http_request_duration_seconds"} 800.0
      tacho_series_limit{family="http_request_duration_seconds"} 1000.0
      tacho_series_overflow_total{family="http_request_duration_seconds"} 0.0
      http_requests_total{method="GET",route="/a",status_code="200"} 5.0
      http_request_duration_seconds_count{method="GET",route="/a",status_code="200"} 5
      http_slow_requests_total{method="GET",route="/a"} 0.0
      http_request_time_seconds_total{component="app",method="GET",route="/a"} 0.1
      http_request_db_queries_count{route="/a"} 5
      http_request_external_calls_count{route="/a"} 5
      """
          .formatted(VERSION);

  private final TestConsole console = new TestConsole();
  private HttpServer server;
  private String metrics = WELL;
  private int summaryStatus = 200;
  private String summary =
      summary(3600, "{\"count\": 9, \"last_seconds_ago\": 3, \"interval_seconds\": 15}", "");
  private String authorization;
  private String userAgent;

  private static String summary(double uptime, String scrapes, String more) {
    return "{\"format\": 1, \"agent\": {\"uptime_seconds\": %s, \"scrapes\": %s}%s}"
        .formatted(uptime, scrapes, more);
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          authorization = exchange.getRequestHeaders().getFirst("Authorization");
          userAgent = exchange.getRequestHeaders().getFirst("User-Agent");
          int status =
              path.equals("/metrics") ? 200 : path.equals("/metrics/summary") ? summaryStatus : 404;
          byte[] body = (path.equals("/metrics") ? metrics : summary).getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private int doctor(String... more) {
    String[] arguments = new String[2 + more.length];
    arguments[0] = "doctor";
    arguments[1] = url();
    System.arraycopy(more, 0, arguments, 2, more.length);
    return console.run(arguments);
  }

  @Test
  void aServiceThatIsWellIsSaidToBe() {
    assertThat(doctor()).as(console::err).isEqualTo(Command.OK);
    assertThat(console.out().replaceFirst("in \\d+ ms", "in 1 ms"))
        .isEqualTo(
            """
            [ok]   metrics: 2 KB in 1 ms.
            [ok]   agent %s measures shop in test.
            [ok]   the service's clock agrees with this one.
            [ok]   scraped every 15 s or so, last 3.0 s ago.
            [ok]   HTTP requests are measured.
            [info] database queries: none so far. The library is there (4 classes woven of jdbc), so \
            there was no such work yet, or metrics.disable names them.
            [info] connection pools: none. No class has been woven of hikaricp, tomcat-jdbc, dbcp, \
            c3p0: the service does not use them, or has not loaded them yet.
            [info] cache operations: none. No class has been woven of jedis, lettuce: the service \
            does not use them, or has not loaded them yet.
            [info] outbound calls: none. No class has been woven of java-http, url-connection, \
            apache-httpclient, okhttp: the service does not use them, or has not loaded them yet.
            [info] background jobs: none. No class has been woven of executors, timer, \
            spring-scheduling, quartz: the service does not use them, or has not loaded them yet.
            [ok]   every family has room for its series.
            [ok]   the agent has had no failure.
            """
                .formatted(VERSION));
    assertThat(userAgent).isEqualTo("tacho-doctor/" + VERSION);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tacho_enabled 1 | tacho_enabled 0 | nothing is measured: enabled=false is in force.",
        "kind=\"slow_query\"} 1.0 | kind=\"slow_query\"} 0.25 | slow-query is set to 0.25 s, and"
            + " there is no db_queries_total to apply it to.",
        "{instrumentation=\"jdbc\"} 0.0 | {instrumentation=\"jdbc\"} 2.0 | failures inside the"
            + " agent (jdbc): 2. The service's stderr has the first ones.",
        "_seconds\"} 800.0 | _seconds\"} 801.0 | http_request_duration_seconds has 801 of 1000"
            + " series: what comes beyond goes under _other_.",
        "total{family=\"http_request_duration_seconds\"} 0.0 |"
            + " total{family=\"http_request_duration_seconds\"} 7.0 |"
            + " http_request_duration_seconds has 800 of 1000 series, and 7 measurements went under"
            + " _other_: name routes, paths or methods, or raise max-series.",
        "tacho_enabled 1 | tacho_config_last_reload_successful 0 | not all that the configuration"
            + " file says is in force: the service's stderr says why.",
        "tacho_enabled 1 | tacho_event_log_dropped_total{reason=\"disk\"} 3 | records of the event"
            + " log not written (disk): 3.",
        "tacho_enabled 1 | tacho_alert_failures_total{reason=\"rate\",target=\"webhook\"} 3 |"
            + " alerts not delivered (webhook): 3.",
      })
  void whatIsWrongInTheMetricsIsFound(String well, String ill, String finding) {
    metrics = WELL.replace(well, ill);

    assertThat(doctor()).isEqualTo(Command.NOT_WELL);
    assertThat(warnings()).containsExactly("[warn] " + finding);
  }

  private List<String> warnings() {
    return console.out().lines().filter(line -> line.startsWith("[warn]")).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3600 | {\"count\": 0} | nothing has scraped the metrics in 3600 s: check the scrape"
            + " configuration, its targets and the network.",
        "3600 | {\"count\": 5, \"last_seconds_ago\": 121, \"interval_seconds\": 15} | scraped every"
            + " 15 s or so, last 121 s ago: whatever scraped it has stopped.",
        "3600 | {\"count\": 1, \"last_seconds_ago\": 500} | scraped once, last 500 s ago: whatever"
            + " scraped it has stopped.",
        "3600 | {\"count\": 5, \"last_seconds_ago\": 9, \"interval_seconds\": 300} | scraped every"
            + " 300 s or so, last 9.0 s ago: graphs have gaps from 5 minutes on.",
      })
  void whoIsNotScrapedIsTold(double uptime, String scrapes, String finding) {
    summary = summary(uptime, scrapes, "");

    assertThat(doctor()).isEqualTo(Command.NOT_WELL);
    assertThat(warnings()).containsExactly("[warn] " + finding);
  }

  @Test
  void aServiceThatHasJustStartedNeedNotHaveBeenScraped() {
    summary = summary(30, "{\"count\": 0}", "");

    assertThat(doctor()).isEqualTo(Command.OK);
    assertThat(console.out()).contains("[info] nothing has scraped the metrics in 30 s.\n");
  }

  @Test
  void whatTheConfigurationNamesInVainIsFound() {
    summary =
        summary(
            3600,
            "{\"count\": 9, \"last_seconds_ago\": 3, \"interval_seconds\": 15}",
            """
            , "unused": {"routes": ["/img/*"], "services": ["billing"]},
            "methods": [
              {"pattern": "com.acme.A.b", "methods_matched": 0, "refused": false},
              {"pattern": "com.acme.A.*", "methods_matched": 201, "refused": true},
              {"pattern": "com.acme.A.c", "methods_matched": 1, "refused": false}]
            """);

    assertThat(doctor()).isEqualTo(Command.NOT_WELL);
    assertThat(warnings())
        .containsExactly(
            "[warn] routes: /img/* is not used, no request has matched it.",
            "[warn] services: billing is not used, nothing has been called under that name.",
            "[warn] methods: com.acme.A.b matches no method of a class that is loaded.",
            "[warn] methods: com.acme.A.* matches too many methods: none is measured.");
  }

  @Test
  void withoutTheSummaryItDoesWhatItCan() {
    summaryStatus = 403;

    assertThat(doctor()).isEqualTo(Command.OK);
    assertThat(console.out()).contains("[info] the summary is not shown here: whether anything");
  }

  @Test
  void metricsThatAreLeftOutAreNamed() {
    metrics = WELL.replace("http_request_db_queries_count", "x");

    assertThat(doctor()).isEqualTo(Command.OK);
    assertThat(console.out())
        .contains(
            "[info] HTTP requests are measured, but not shown as http_request_db_queries_count:"
                + " metrics.disable leaves them out, or there is nothing to show yet.\n");
  }

  @Test
  void clocksThatDifferAreFound() throws IOException {
    Answer answer = new Answer(200, new byte[100], 1_000_000_000_000L, 2_000_000_000L);

    List<Finding> findings =
        new Examination(MetricsText.parse(WELL), new JsonValue(null))
            .of(answer, 1_000_000_031_000L);

    assertThat(findings)
        .filteredOn(finding -> finding.level == Finding.Level.WARN)
        .extracting(finding -> finding.text)
        .containsExactly(
            "metrics: 1 KB in 2000 ms. That is much for each scrape: lower max-series or buckets.",
            "the service's clock and this one are 31 s apart: alerts on the age of a job's last"
                + " success will be off by that.");
  }

  @Test
  void withoutADateTheSummaryTellsTheTime() throws IOException {
    Answer answer = new Answer(200, new byte[100], 0, 1);
    JsonValue later = new JsonValue(Json.parse("summary", "{\"time_seconds\": 1000000031.5}"));

    assertThat(
            new Examination(MetricsText.parse(WELL), later)
                .of(answer, 1_000_000_000_000L).stream()
                    .filter(finding -> finding.level == Finding.Level.WARN)
                    .map(finding -> finding.text))
        .containsExactly(
            "the service's clock and this one are 32 s apart: alerts on the age of a job's last"
                + " success will be off by that.");
  }

  @Test
  void anotherVersionIsSaid() {
    metrics = WELL.replace("version=\"" + VERSION, "version=\"9.9");

    assertThat(doctor()).isEqualTo(Command.OK);
    assertThat(console.out())
        .contains("[info] this is the doctor of version " + VERSION + ", the agent another.\n");
  }

  @Test
  void jsonHasAllFindings() throws IOException {
    metrics = WELL.replace("tacho_enabled 1", "tacho_enabled 0");

    assertThat(doctor("--json")).isEqualTo(Command.NOT_WELL);

    JsonValue report = new JsonValue(Json.parse("output", console.out()));
    assertThat(report.at("url").text()).isEqualTo(url() + "/metrics");
    assertThat(report.at("well").isTrue()).isFalse();
    assertThat(report.at("findings").list())
        .filteredOn(finding -> finding.at("level").text().equals("warn"))
        .extracting(finding -> finding.at("check").text() + ": " + finding.at("text").text())
        .containsExactly("enabled: nothing is measured: enabled=false is in force.");
  }

  @Test
  void credentialsAreSent(@TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "s3cret\n");

    doctor("--user", "ops", "--password-file", secret.toString());
    assertThat(authorization).isEqualTo("Basic b3BzOnMzY3JldA=="); // ops:s3cret

    doctor("--bearer-token-file=" + secret);
    assertThat(authorization).isEqualTo("Bearer s3cret");
  }

  @Test
  void anAddressWithoutAnAgentIsAnError() throws IOException {
    assertThat(console.run("doctor", url() + "/other")).isEqualTo(Command.FAILED);
    assertThat(console.err())
        .contains(
            "/other answers with 404: expected the URL of the agent's metrics, see its option path");

    metrics = "up 1\n";
    assertThat(doctor()).isEqualTo(Command.FAILED);
    assertThat(console.err()).contains("/metrics has metrics, but none of the agent");

    metrics = "<html></html>";
    assertThat(doctor()).isEqualTo(Command.FAILED);
    assertThat(console.err()).contains("no metrics in the text format: <html></html>");

    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    assertThat(console.run("doctor", "http://localhost:" + closed)).isEqualTo(Command.FAILED);
    assertThat(console.err()).startsWith("tacho: doctor: ").contains("refused");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:9464",
    "ftp://localhost/",
    "http://",
    "http://user:password@localhost:9464",
    "''"
  })
  void whatIsNoUrlIsAnError(String url) {
    assertThat(console.run("doctor", url)).isEqualTo(Command.FAILED);
    assertThat(console.err())
        .isEqualTo(
            "tacho: "
                + url
                + ": expected a URL such as http://localhost:9464, without user and password."
                + " See java -jar tacho-agent.jar help doctor.\n");
  }
}
