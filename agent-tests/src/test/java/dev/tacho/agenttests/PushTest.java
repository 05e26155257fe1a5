package dev.tacho.agenttests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tacho.agenttests.apps.ShortLivedApp;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A JVM that nobody gets to scrape: its last push has all that it did. */
class PushTest {
  private final Map<String, String> pushed = Collections.synchronizedMap(new LinkedHashMap<>());
  private HttpServer gateway;

  @BeforeEach
  void startGateway() throws IOException {
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          pushed.put(exchange.getRequestMethod() + ' ' + exchange.getRequestURI(), body);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    gateway.start();
  }

  @AfterEach
  void stopGateway() {
    gateway.stop(0);
  }

  static Stream<Arguments> endings() {
    return Stream.of(
        Arguments.of("return", 0, Jdk.current()),
        Arguments.of("exit", ShortLivedApp.EXIT_CODE, Jdk.current()),
        Arguments.of("exception", 1, Jdk.from(8).get(0)));
  }

  @ParameterizedTest
  @MethodSource("endings")
  void theEndOfTheJvmPushesWhatItDid(String ending, int exitCode, Jdk jdk) {
    try (RunningApp app =
        ChildJvm.of(ShortLivedApp.class, ending)
            .on(jdk)
            .agent(
                "push-gateway=http://localhost:" + gateway.getAddress().getPort(),
                "push-interval=1h",
                "push-instance=nightly")
            .start()) {
      assertThat(app.endInputAndAwaitExit()).isEqualTo(exitCode);

      assertThat(pushed).containsOnlyKeys("PUT /metrics/job/ShortLivedApp/instance/nightly");
      Scrape last = Scrape.parse(pushed.values().iterator().next());
      last.metric("db_queries_total").with("status", "success").is(ShortLivedApp.QUERIES);
      last.metric("db_query_duration_seconds_count").is(ShortLivedApp.QUERIES);
      last.metric("tacho_errors_total").is(0);
      last.metric("tacho_push_failures_total").is(0);
      last.metric("external_api_requests_total").doesNotExist();
      assertThat(app.agentLines()).hasSize(1);
    }
  }
}
