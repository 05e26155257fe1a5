package dev.tacho.agenttests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.agenttests.apps.OutboundApp;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RunningApp;
import java.net.http.HttpRequest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a peer gets as the id, and what the calling service sees of it: the headers of the request
 * that the response names, and whether that equals the request it had sent.
 */
class RequestIdOnCallsTest {
  static Stream<Jdk> jdks() {
    return Jdk.from(11).stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void callsOfARequestCarryItsIdUnseenByTheService(Jdk jdk) {
    try (RunningApp app = tomcat(jdk).agent().start()) {
      assertThat(call(app, "?path=/echo")).isEqualTo("[from-client] {} true");
      assertThat(call(app, "?path=/echo&by=async")).isEqualTo("[from-client] {} true");
      assertThat(call(app, "?path=/echo&own=17")).isEqualTo("[17] {x-request-id=[17]} true");
      // Another thread serves no request.
      assertThat(call(app, "?path=/echo&by=thread")).isEqualTo("[] {} true");
      // A redirect may lead anywhere.
      assertThat(call(app, "?path=/redirect")).isEqualTo("[] {} false");
      assertThat(call(app, "?path=/echo&by=connection")).isEqualTo("[from-client] null");
      assertThat(call(app, "?path=/echo&own=17&by=connection")).isEqualTo("[17] 17");
      assertThat(call(app, "?path=/redirect&by=connection")).isEqualTo("[] null");
    }
  }

  @Test
  void withoutTheAgentTheServiceSeesTheSame() {
    try (RunningApp app = tomcat(Jdk.current()).start()) {
      assertThat(call(app, "?path=/echo")).isEqualTo("[] {} true");
      assertThat(call(app, "?path=/echo&own=17")).isEqualTo("[17] {x-request-id=[17]} true");
      assertThat(call(app, "?path=/redirect")).isEqualTo("[] {} false");
    }
  }

  @Test
  void hostsThatAreNotConfiguredGetNoId() {
    try (RunningApp app =
        tomcat(Jdk.current()).agent("propagate-to=orders;*.example.com").start()) {
      assertThat(call(app, "?path=/echo")).isEqualTo("[] {} true");
    }
  }

  private static ChildJvm tomcat(Jdk jdk) {
    // Tomcat reaches in there, and the JVM would warn of it.
    return ChildJvm.serving(OutboundApp.class)
        .on(jdk)
        .jvmOption("--add-opens=java.base/java.io=ALL-UNNAMED");
  }

  private static String call(RunningApp app, String query) {
    HttpRequest request =
        HttpRequest.newBuilder(app.uri("/call" + query))
            .header("X-Request-ID", "from-client")
            .build();
    return RunningApp.send(request).body();
  }
}
