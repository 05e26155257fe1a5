package dev.tacho.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tacho.config.Config;
import dev.tacho.config.ConfigParser;
import dev.tacho.metrics.AppInfo;
import dev.tacho.metrics.Families;
import dev.tacho.metrics.Scrape;
import dev.tacho.metrics.TestFamilies;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PusherTest {
  /** One push: method, path and credentials, then the body. */
  private record Push(String request, String body) {}

  private final BlockingQueue<Push> pushes = new LinkedBlockingQueue<>();
  private int status = 200;
  private HttpServer gateway;
  private String url;
  private Families families;

  @BeforeEach
  void startGateway() throws IOException {
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext(
        "/",
        exchange -> {
          String body;
          try (InputStream in = exchange.getRequestBody()) {
            body = new String(in.readAllBytes(), UTF_8);
          }
          pushes.add(
              new Push(
                  exchange.getRequestMethod()
                      + ' '
                      + exchange.getRequestURI().getRawPath()
                      + ' '
                      + exchange.getRequestHeaders().getFirst("Authorization"),
                  body));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    gateway.start();
    url = "http://localhost:" + gateway.getAddress().getPort();
  }

  @AfterEach
  void stopGateway() {
    gateway.stop(0);
  }

  @Test
  void theEndPushesAllMetrics() {
    Pusher pusher = pusher("push-gateway=" + url);
    families.jobs().task("nightly").started();
    families.jobs().task("nightly").finished(1, true);
    pusher.stop();

    Push push = pushes.poll();
    assertThat(push.request()).matches("PUT /metrics/job/Orders/instance/\\S+%3A42 null");
    assertThat(push.body())
        .contains("background_job_errors_total{task=\"nightly\"} 1.0\n")
        .contains("tacho_push_failures_total 0.0\n")
        .contains("jvm_memory_used_bytes{area=\"heap\"} ");
    assertThat(pushes).isEmpty();
  }

  @Test
  void jobInstancePrefixAndUserAreThoseOfTheConfiguration() {
    pusher(
            "push-gateway="
                + url
                + "/gateway/,push-job=a b,push-instance=nightly/1,push-gateway-auth=me:se:cret")
        .stop();

    assertThat(pushes.poll().request())
        .isEqualTo(
            "PUT /gateway/metrics/job/a+b/instance@base64/bmlnaHRseS8x Basic bWU6c2U6Y3JldA==");
  }

  @Test
  void aTokenIsABearer() {
    pusher("push-gateway=" + url + ",push-gateway-auth=t0ken").stop();

    assertThat(pushes.poll().request()).endsWith(" Bearer t0ken");
  }

  @Test
  void itIsPushedEveryInterval() throws InterruptedException {
    Pusher pusher = pusher("push-gateway=" + url + ",push-interval=1s");
    pusher.start();
    assertThat(pushes.poll(30, TimeUnit.SECONDS)).isNotNull();
    assertThat(pushes.poll(30, TimeUnit.SECONDS)).isNotNull();
    pusher.stop();

    assertThat(pushes.poll(30, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void whatTheGatewayDoesNotTakeIsCounted() {
    status = 503;
    pusher("push-gateway=" + url).stop();

    assertThat(pushes).hasSize(1);
    assertThat(Scrape.of(families).value("tacho_push_failures_total")).isEqualTo(1);
  }

  @Test
  void aGatewayThatSaysNothingHoldsUpTheEndForTwoSeconds() throws IOException {
    try (ServerSocket silent = new ServerSocket(0)) {
      Pusher pusher = pusher("push-gateway=http://localhost:" + silent.getLocalPort());
      long startNanos = System.nanoTime();
      pusher.stop();

      assertThat(System.nanoTime() - startNanos)
          .isLessThan(TimeUnit.SECONDS.toNanos(5)); // the time that it would wait for an answer
    }
  }

  private Pusher pusher(String arguments) {
    Config config = config(arguments);
    families = TestFamilies.with(arguments.replaceAll(",push-gateway-auth=.*", ""));
    return Pusher.of(config, AppInfo.of(config, "com.acme.Orders"), families, "42");
  }

  /** Secrets may stand in the environment, not in the arguments. */
  private static Config config(String arguments) {
    String[] parts = arguments.split(",push-gateway-auth=", 2);
    Map<String, String> environment =
        parts.length == 1 ? Map.of() : Map.of("TACHO_PUSH_GATEWAY_AUTH", parts[1]);
    List<String> problems = new ArrayList<>();
    Config config = ConfigParser.parse(parts[0], new Properties(), environment, problems);
    assertThat(problems).isEmpty();
    return config;
  }
}
