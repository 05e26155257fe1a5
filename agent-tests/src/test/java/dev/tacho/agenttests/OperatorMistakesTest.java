package dev.tacho.agenttests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.agenttests.apps.PlainApp;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.RunningApp;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whatever an operator gets wrong, the application runs as without the agent, and its stderr has
 * one line more than the agent's own start line.
 */
class OperatorMistakesTest {
  @Test
  void unknownKeyNamesTheNearestOne() {
    assertOneLineMore(
        "prot=9464",
        "prot: unknown option, did you mean port? It is ignored. See docs/configuration.md.");
  }

  @Test
  void badDurationKeepsTheDefault() {
    assertOneLineMore(
        "slow-query=fast",
        "slow-query=fast: expected a duration from 1ms to 1h, such as 250ms, 1s or 5m. The default"
            + " 1s stays in force. See docs/configuration.md.");
  }

  @Test
  void unreadableArgumentIsIgnored() {
    assertOneLineMore(
        "slow-query",
        "slow-query: expected key=value,key=value. It is ignored. See docs/configuration.md.");
  }

  @Test
  void openQuoteIsIgnored() {
    assertOneLineMore(
        "app=\"club",
        "app=\"club: expected a closing quote. It is ignored. See docs/configuration.md.");
  }

  @Test
  void portOutOfRangeKeepsTheDefaultPort() {
    // The default port may be taken on this machine: the agent says so in place of its start line.
    try (RunningApp app = ChildJvm.of(PlainApp.class).agent("port=94640").launch()) {
      app.await("both lines", () -> app.agentLines().size() == 2);
      assertUntouched(app);
      assertThat(app.agentLines().get(0))
          .isEqualTo(
              "port=94640: expected a port from 0 to 65535, or a range such as 9464-9479. The default 9464 stays in force."
                  + " See docs/configuration.md.");
      assertThat(app.agentLines().get(1)).contains("9464");
    }
  }

  @Test
  void takenPortIsSaidOnceAndServedWhenItIsFree() throws IOException {
    ServerSocket holder = new ServerSocket(0);
    int port = holder.getLocalPort();
    try (RunningApp app = ChildJvm.of(PlainApp.class).agent("port=" + port).launch()) {
      app.await("the complaint", () -> !app.agentLines().isEmpty());
      assertThat(app.agentLines())
          .singleElement()
          .asString()
          .matches(
              "\\S+, pid \\d+, measures PlainApp; port=%d cannot be had \\(Address already in"
                      .formatted(port)
                  + " use\\): measuring goes on, the endpoint is tried again every 5 s\\. See"
                  + " docs/configuration\\.md\\.");
      holder.close();
      app.await("the endpoint", () -> app.agentLines().size() == 2);
      assertThat(app.agent("GET", "/-/healthy").statusCode()).isEqualTo(200);
      assertUntouched(app);
    } finally {
      holder.close();
    }
  }

  @Test
  void unwritablePortFileIsIgnored() {
    String file = "not-there/port";
    try (RunningApp app = ChildJvm.of(PlainApp.class).agent("port-file=" + file).launch()) {
      app.await("both lines", () -> app.agentLines().size() == 2);
      assertUntouched(app);
      assertStartLine(app.agentLines().get(0));
      assertThat(app.agentLines().get(1))
          .isEqualTo(
              "port-file=not-there/port: expected a path the service may write to"
                  + " (not-there/port.tmp (No such file or directory)). It is ignored. See"
                  + " docs/configuration.md.");
    }
  }

  @Test
  void secondAgentIsIgnored() {
    try (RunningApp app = ChildJvm.of(PlainApp.class).agent().agent().start()) {
      assertUntouched(app);
      assertThat(app.agentLines())
          .hasSize(2)
          .contains("already running: a second -javaagent or attach is ignored.");
    }
  }

  @Test
  void disabledAgentSaysSoAndDoesNothing() {
    try (RunningApp app = ChildJvm.of(PlainApp.class).agent("enabled=false").launch()) {
      assertUntouched(app);
      assertThat(app.agentLines())
          .containsExactly("disabled by enabled=false: nothing is measured, nothing listens.");
    }
  }

  @Test
  void systemPropertyAndEnvironmentAreReadToo() {
    try (RunningApp app =
        ChildJvm.of(PlainApp.class)
            .jvmOption("-Dtacho.slow-query=2s")
            .environment("TACHO_SLOW_QUERY", "3s")
            .environment("TACHO_CRITICAL_QUERY", "7s")
            .agent()
            .start()) {
      var threshold = app.scrape().metric("tacho_threshold_seconds");
      threshold.with("kind", "slow_query").is(2);
      threshold.with("kind", "critical_query").is(7);
    }
  }

  private static void assertOneLineMore(String arguments, String line) {
    try (RunningApp app = ChildJvm.of(PlainApp.class).agent(arguments).start()) {
      app.await("the start line", () -> app.agentLines().size() >= 2);
      assertUntouched(app);
      assertThat(app.agentLines().get(0)).isEqualTo(line);
      assertStartLine(app.agentLines().get(1));
      assertThat(app.agentLines()).hasSize(2);
    }
  }

  static void assertStartLine(String line) {
    assertThat(line)
        .matches(
            "\\S+, pid \\d+, measures \\S+, metrics at http://0\\.0\\.0\\.0:\\d+/metrics, ready"
                + " after \\d+ ms");
  }

  private static void assertUntouched(RunningApp app) {
    assertThat(app.endInputAndAwaitExit()).isEqualTo(PlainApp.EXIT_CODE);
    assertThat(app.stdout()).isEqualTo(PlainApp.OUTPUT);
    List<String> ownLines =
        app.stderr().lines().filter(line -> !line.startsWith("tacho: ")).toList();
    assertThat(ownLines).containsExactly(PlainApp.ERROR_OUTPUT.strip());
  }
}
