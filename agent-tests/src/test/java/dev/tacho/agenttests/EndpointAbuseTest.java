package dev.tacho.agenttests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.agenttests.apps.PlainApp;
import dev.tacho.agenttests.harness.Abuse;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import dev.tacho.agenttests.harness.TestCertificate;
import dev.tacho.endpoint.PasswordHash;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever strangers do to the endpoint, who may scrape can, and nothing is left of them. */
class EndpointAbuseTest {
  /** Compiled code and caches of the JDK; a connection that leaked would be 9 kB. */
  private static final long MARGIN_BYTES = 1 << 20;

  @Test
  void strangersNeitherKeepOthersOutNorLeaveAnythingBehind() {
    try (RunningApp app = ChildJvm.of(PlainApp.class).agent().start();
        Abuse abuse = new Abuse(app.agentPort())) {
      app.liveBytes(); // from the first time on there is a thread that listens for it
      long threads = threads(app);
      abuseOnce(app, abuse); // loads what there is to load
      long liveBytes = app.liveBytes();
      for (int round = 0; round < 3; round++) {
        abuseOnce(app, abuse);
      }
      app.await("the end of all connections", () -> threads(app) <= threads);
      assertThat(app.liveBytes()).isLessThan(liveBytes + MARGIN_BYTES);
    }
  }

  private static void abuseOnce(RunningApp app, Abuse abuse) {
    abuse.hold(500, "");
    app.scrape();
    abuse.hold(500, "GET /metrics HTTP/1.1\r\nX-");
    app.scrape();
    abuse.dribble();
    app.scrape();
    abuse.scan(200);
    abuse.bigHeader(10 << 20);
    app.scrape();
    abuse.close();
    assertThat(abuse.status("POST /metrics")).isEqualTo(405);
    assertThat(abuse.status("GET /metrics/../../etc/passwd")).isEqualTo(404);
    assertThat(abuse.status("GET /..%2f..%2fetc%2fpasswd")).isEqualTo(404);
    assertThat(abuse.status("GET etc/passwd")).isEqualTo(400);
    assertThat(abuse.status("GET /metrics/summary", "X: a\0b")).isEqualTo(400);
  }

  private static long threads(RunningApp app) {
    Scrape scrape = app.scrape();
    return Math.round(scrape.metric("jvm_threads_current").sum());
  }

  @Test
  void asksForCredentialsOverTls(@TempDir Path folder) throws Exception {
    Path pem = Files.writeString(folder.resolve("pem"), TestCertificate.KNOWN.pem());
    String hash = PasswordHash.of("s3cret".toCharArray()).toString();
    try (RunningApp app =
        ChildJvm.of(PlainApp.class)
            .agent("tls-cert=" + pem, "bind=loopback")
            .environment("TACHO_AUTH_PASSWORD_HASH", hash)
            .start()) {
      HttpClient client =
          HttpClient.newBuilder().sslContext(TestCertificate.clientContext()).build();
      URI uri = URI.create("https://127.0.0.1:" + app.agentPort() + "/metrics");
      HttpRequest.Builder request = HttpRequest.newBuilder(uri);

      assertThat(status(client, request)).isEqualTo(401);
      assertThat(status(client, request.setHeader("Authorization", basic("prometheus:s3cret"))))
          .isEqualTo(200);
      assertThat(status(client, request.setHeader("Authorization", basic("prometheus:guess"))))
          .isEqualTo(401);
      for (int i = 0; i < 100; i++) {
        assertThat(status(client, request.setHeader("Authorization", basic("prometheus:" + i))))
            .isEqualTo(429);
      }
      assertThat(status(client, request.setHeader("Authorization", basic("prometheus:s3cret"))))
          .isEqualTo(200);
      assertThat(app.agentLines())
          .singleElement()
          .asString()
          .contains("metrics at https://127.0.0.1:" + app.agentPort() + "/metrics");
      assertThat(app.endInputAndAwaitExit()).isEqualTo(PlainApp.EXIT_CODE);
      assertThat(List.of(app.stdout())).containsExactly(PlainApp.OUTPUT);
    }
  }

  private static int status(HttpClient client, HttpRequest.Builder request) throws Exception {
    HttpResponse<Void> response =
        client.send(request.build(), HttpResponse.BodyHandlers.discarding());
    return response.statusCode();
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }
}
