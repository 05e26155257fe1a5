package dev.tacho.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.config.Config;
import dev.tacho.methods.NamedMethods;
import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.AppInfo;
import dev.tacho.metrics.BuildInfo;
import dev.tacho.metrics.Scrape;
import dev.tacho.metrics.TestFamilies;
import dev.tacho.metrics.TopStatements;
import dev.tacho.summary.StatementsPage;
import dev.tacho.summary.Summary;
import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.exporter.common.PrometheusScrapeHandler;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteTest {
  private static final String STATEMENTS_REFUSED =
      "Statements are shown on the service's own machine only (127.0.0.1).\n";

  private final Readiness readiness = new Readiness();
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final AgentHealth health = new AgentHealth(List.of());

  private Site site(String arguments, Gate gate, Transport transport) {
    Config config = TestFamilies.config(arguments);
    return new Site(
        config.path(),
        new Visitors(config, gate, transport),
        new PrometheusScrapeHandler(PrometheusProperties.get(), registry),
        () -> {},
        new StatementsPage(new TopStatements()),
        new Summary(
            AppInfo.of(config, "com.acme.Orders"),
            BuildInfo.read(),
            "1",
            TestFamilies.with(arguments, health),
            new NamedMethods(config.methods()),
            0),
        readiness,
        health);
  }

  private Site site(String arguments) {
    return site(arguments, Gate.OPEN, Transport.PLAIN);
  }

  @Test
  void isReadyWhenNothingIsMissing() throws Exception {
    Site site = site("");
    assertThat(answer(site, "GET", "/-/ready"))
        .isEqualTo("503 Not ready: weaving has not finished.\n");
    assertThat(answer(site, "GET", "/-/healthy")).isEqualTo("200 Healthy.\n");
    readiness.ready();
    assertThat(answer(site, "GET", "/-/ready")).isEqualTo("200 Ready.\n");
    readiness.notReady("disabled by enabled=false");
    assertThat(answer(site, "GET", "/-/ready"))
        .isEqualTo("503 Not ready: disabled by enabled=false.\n");
  }

  @Test
  void hasThePagesWhereTheOptionPutsThem() throws Exception {
    Site site = site("path=/internal/tacho");
    assertThat(answer(site, "GET", "/internal/tacho")).startsWith("200 ");
    assertThat(answer(site, "GET", "/internal/tacho/statements")).startsWith("200 ");
    assertThat(answer(site, "GET", "/internal/tacho/summary")).startsWith("200 ");
    assertThat(answer(site, "GET", "/metrics"))
        .isEqualTo("404 Not found. Metrics are at /internal/tacho.\n");
    assertThat(answer(site, "GET", "/"))
        .contains("<a href=\"/internal/tacho\">metrics</a>")
        .contains("<a href=\"/-/ready\">ready</a>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/metrics/",
        "/metrics/../metrics",
        "/metrics/..%2f..%2fetc%2fpasswd",
        "/../etc/passwd",
        "/%6detrics",
        "//metrics",
        "/metrics;x",
        "/-/",
        "*",
      })
  void findsNothingElse(String path) throws Exception {
    assertThat(answer(site(""), "GET", path))
        .isEqualTo("404 Not found. Metrics are at /metrics.\n");
  }

  @Test
  void answersGetAndHeadOnly() throws Exception {
    for (String path : List.of("/", "/metrics", "/metrics/summary", "/-/healthy", "/-/ready")) {
      for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get")) {
        assertThat(answer(site(""), method, path))
            .isEqualTo("405 Only GET and HEAD are answered.\n");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, localhost, true",
    "127.0.0.1, localhost:9464, true",
    "127.0.0.1, 127.0.0.1:9464, true",
    "127.0.0.2, LOCALHOST, true",
    "::1, [::1]:9464, true",
    "::1, [::1], true",
    "127.0.0.1, attacker.example, false",
    "127.0.0.1, attacker.example:9464, false",
    "127.0.0.1, 127.0.0.1.attacker.example, false",
    "127.0.0.1, localhost.attacker.example, false",
    "127.0.0.1, '', false",
    "10.0.0.7, localhost, false",
    "10.0.0.7, 127.0.0.1, false",
  })
  void knowsWhoIsOnThisMachineAndMeantIt(String peer, String host, boolean local) throws Exception {
    String statements = answer(site(""), "GET", "/metrics/statements", peer, "Host: " + host);
    assertThat(statements).startsWith(local ? "200 " : "403 ");
    String summary = answer(site(""), "GET", "/metrics/summary", peer, "Host: " + host);
    assertThat(summary).startsWith(local ? "200 " : "403 ");
    assertThat(answer(site(""), "GET", "/metrics", peer, "Host: " + host)).startsWith("200 ");
  }

  @ParameterizedTest
  @CsvSource({
    // Of the summary: from this machine, from elsewhere, from elsewhere with credentials.
    "summary=auto, 200, 403, 200",
    "summary=local, 200, 403, 403",
    "summary=public, 200, 200, 200",
    "summary=off, 404, 404, 404",
    "environment=production, 404, 404, 404",
    "'environment=Production,summary=auto', 404, 404, 404",
    "'environment=production,summary=local', 200, 403, 403",
    "'environment=production,summary=public', 200, 200, 200",
    "environment=staging, 200, 403, 200",
  })
  void showsTheSummaryToWhomTheOptionSays(String arguments, int here, int elsewhere, int known)
      throws Exception {
    String path = "/metrics/summary";
    assertThat(status(site(arguments), path, "127.0.0.1")).isEqualTo(here);
    assertThat(status(site(arguments), path, "10.0.0.7")).isEqualTo(elsewhere);
    assertThat(status(site(arguments, passing, Transport.PLAIN), path, "10.0.0.7"))
        .isEqualTo(known);
  }

  @Test
  void showsStatementsToWhoHasCredentialsButNotToThePublic() throws Exception {
    String path = "/metrics/statements";
    assertThat(status(site("", passing, Transport.PLAIN), path, "10.0.0.7")).isEqualTo(200);
    assertThat(answer(site("summary=public"), "GET", path, "10.0.0.7", "Host: x"))
        .isEqualTo("403 " + STATEMENTS_REFUSED);
  }

  @Test
  void letsNobodyFurtherThanTheProbesWhoHasNoCredentials() throws Exception {
    Site site = site("", refusing, Transport.PLAIN);
    for (String path : List.of("/", "/metrics", "/metrics/statements", "/metrics/summary", "/x")) {
      assertThat(status(site, path, "127.0.0.1")).as(path).isEqualTo(401);
    }
    assertThat(status(site, "/-/healthy", "127.0.0.1")).isEqualTo(200);
    assertThat(status(site, "/-/ready", "127.0.0.1")).isEqualTo(503);
  }

  @Test
  void selectsMetricsByNameAndRepeatsNoOtherParameter() throws Exception {
    Collector a = () -> counter("a");
    Collector b = () -> counter("b");
    registry.register(a);
    registry.register(b);
    assertThat(answer(site(""), "GET", "/metrics?name[]=a&debug=%3Cscript%3E"))
        .contains("# TYPE a_total counter")
        .doesNotContain("b_total", "script");
    assertThat(answer(site(""), "GET", "/metrics?name[]=%zz"))
        .isEqualTo("400 name[]: expected the names of metrics, encoded as in a URL.\n");
    assertThat(failures()).isZero();
  }

  @Test
  void saysThatAScrapeFailedAndCountsIt() throws Exception {
    Collector failing =
        () -> {
          throw new IllegalStateException("meant to fail");
        };
    registry.register(failing);
    assertThat(answer(site(""), "GET", "/metrics"))
        .isEqualTo("500 The scrape failed. See tacho_errors_total and the service's stderr.\n");
    assertThat(failures()).isEqualTo(1);
  }

  private static CounterSnapshot counter(String name) {
    return CounterSnapshot.builder()
        .name(name)
        .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder().value(1).build())
        .build();
  }

  private long failures() {
    return Scrape.of(TestFamilies.with("", health)).sum("tacho_errors_total");
  }

  private static final Gate passing = gate(null);
  private static final Gate refusing = gate(Response.text(401, ""));

  private static Gate gate(Response refusal) {
    return new Gate() {
      @Override
      public boolean asksForCredentials() {
        return true;
      }

      @Override
      public Response refusal(String authorization, InetAddress peer) {
        return refusal;
      }
    };
  }

  private static int status(Site site, String path, String peer) throws Exception {
    return Integer.parseInt(answer(site, "GET", path, peer, "Host: 127.0.0.1").substring(0, 3));
  }

  private static String answer(Site site, String method, String path) throws Exception {
    return answer(site, method, path, "127.0.0.1", "Host: localhost");
  }

  /** The status and the body. */
  private static String answer(Site site, String method, String path, String peer, String field)
      throws Exception {
    String head = method + " " + path + " HTTP/1.1\r\n" + field + "\r\n\r\n";
    RequestHead request =
        new RequestReader(new ByteArrayInputStream(head.getBytes(StandardCharsets.US_ASCII)))
            .next();
    Response response = site.answer(request, InetAddress.getByName(peer));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    response.writeTo(out, true, false);
    String text = out.toString(StandardCharsets.UTF_8);
    return response.status() + " " + text.substring(text.indexOf("\r\n\r\n") + 4);
  }
}
