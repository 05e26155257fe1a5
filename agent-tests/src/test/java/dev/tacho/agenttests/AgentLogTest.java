package dev.tacho.agenttests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.agenttests.apps.PlainApp;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.RunningApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the agent's own lines go: its start line, and one about a mistake. */
class AgentLogTest {
  private static final String MISTAKE = "prot=1";
  private static final String COMPLAINT =
      "prot: unknown option, did you mean port\\? It is ignored\\. See docs/configuration\\.md\\.";
  private static final String START_LINE =
      "\\S+, pid \\d+, measures PlainApp, metrics at http://0\\.0\\.0\\.0:\\d+/metrics, ready"
          + " after \\d+ ms";
  private static final String TIME = "[0-9-]{10}T[0-9:.]{12}Z";

  @TempDir private Path folder;

  @Test
  void offMeansNotOneByte() {
    try (RunningApp app = ChildJvm.of(PlainApp.class).agent("log=off", MISTAKE).start()) {
      assertUntouched(app);
      assertThat(app.stderr()).isEqualTo(PlainApp.ERROR_OUTPUT);
      assertThat(app.files()).containsExactlyInAnyOrder("stdout", "stderr", "agent-port");
    }
  }

  @Test
  void aFileTakesAllLines() throws IOException {
    Path log = folder.resolve("logs/tacho.log");
    try (RunningApp app = ChildJvm.of(PlainApp.class).agent("log=file:" + log, MISTAKE).start()) {
      app.await("both lines", () -> lines(log).size() == 2);
      assertUntouched(app);
      assertThat(app.stderr()).isEqualTo(PlainApp.ERROR_OUTPUT);
      assertThat(lines(log).get(0)).matches(TIME + " warn " + COMPLAINT);
      assertThat(lines(log).get(1)).matches(TIME + " info " + START_LINE);
    }
  }

  @Test
  void jsonHasTheLevelOfALine() {
    try (RunningApp app =
        ChildJvm.of(PlainApp.class).agent("log-format=json", "log-level=warn", MISTAKE).start()) {
      assertUntouched(app);
      assertThat(app.stderr().lines().filter(line -> line.startsWith("{")))
          .singleElement()
          .asString()
          .matches(
              "\\{\"timestamp\":\""
                  + TIME
                  + "\",\"level\":\"warn\",\"logger\":\"tacho\",\"message\":\""
                  + COMPLAINT
                  + "\"}");
      assertThat(app.agentLines()).isEmpty();
    }
  }

  private static void assertUntouched(RunningApp app) {
    assertThat(app.endInputAndAwaitExit()).isEqualTo(PlainApp.EXIT_CODE);
    assertThat(app.stdout()).isEqualTo(PlainApp.OUTPUT);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
