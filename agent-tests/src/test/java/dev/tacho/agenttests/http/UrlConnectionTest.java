package dev.tacho.agenttests.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Difference;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.StubHttpServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What only {@code HttpURLConnection} can be used for. */
class UrlConnectionTest {
  private static final Map<String, Map<String, Integer>> COUNTS = new LinkedHashMap<>();

  static {
    Map<String, Integer> refused = Map.of("GET /refused error", 1, "connect of 127.0.0.1", 1);
    COUNTS.put("only connects", Map.of());
    COUNTS.put("reads twice", Map.of("GET /status/{id} 200", 1));
    COUNTS.put("asks a refused connection again", refused);
    COUNTS.put(
        "asks a refused output again", Map.of("POST /refused error", 1, "connect of 127.0.0.1", 1));
    COUNTS.put("makes mistakes", Map.of());
    COUNTS.put("expects to go on", Map.of("POST /echo 200", 1));
    COUNTS.put(
        "expects to go on and may not", Map.of("POST /status/{id} 417", 1, "4xx of 127.0.0.1", 1));
    COUNTS.put(
        "streams without credentials", Map.of("POST /status/{id} 401", 1, "4xx of 127.0.0.1", 1));
    COUNTS.put("follows no redirect", Map.of("GET /redirect/same 302", 1));
    COUNTS.put("makes two at a time", Map.of("POST /echo 200", 2));
    COUNTS.put("reads on another thread", Map.of("POST /echo 200", 1));
  }

  static Stream<Jdk> jdks() {
    return Jdk.matrixFrom(8).stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aConnectionIsOneCallIfThereIsAnExchange(Jdk jdk) {
    String without = seenWithout(jdk);
    try (StubHttpServer server = StubHttpServer.start();
        RunningApp app = app(jdk, server).agent().start()) {
      Map<String, Map<String, Integer>> counted = new LinkedHashMap<>();
      for (String what : COUNTS.keySet()) {
        Map<String, Integer> before = OutboundRun.counts(app.scrape());
        app.tell(what);
        app.await(what, () -> app.stdout().endsWith("through with " + what + '\n'));
        counted.put(what, Difference.between(before, OutboundRun.counts(app.scrape())));
      }
      assertThat(counted).isEqualTo(COUNTS);
      assertThat(app.stdout()).isEqualTo(without);
    }
  }

  private static String seenWithout(Jdk jdk) {
    try (StubHttpServer server = StubHttpServer.start();
        RunningApp app = app(jdk, server).start()) {
      COUNTS.keySet().forEach(app::tell);
      app.endInputAndAwaitExit();
      return app.stdout();
    }
  }

  private static ChildJvm app(Jdk jdk, StubHttpServer server) {
    return ChildJvm.of(UrlConnectionApp.class, server.baseUrls())
        .on(jdk)
        .jvmOption(StubHttpServer.trustStoreOption());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void callsFromClassInitializersAtTheStartComeThrough(Jdk jdk) {
    try (StubHttpServer server = StubHttpServer.start();
        RunningApp app =
            ChildJvm.of(EarlyCallsApp.class, server.baseUrl(Target.PLAIN) + "/status/200")
                .on(jdk)
                .agent()
                .launch()) {
      assertThat(app.awaitExit()).isZero();
      assertThat(app.stdout()).isEqualTo("200 200\n");
      assertThat(server.requests()).hasSize(22);
    }
  }
}
