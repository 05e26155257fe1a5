package dev.tacho.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.cli.Command;
import dev.tacho.cli.TestConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigCommandTest {
  private static final String WITHOUT_SPACES = "\\s+";

  @TempDir Path folder;
  private final TestConsole console = new TestConsole();

  @Test
  void eachOptionHasItsValueAndItsSource() throws IOException {
    Path file = file("max-series=50", "sentry-dsn=https://key@sentry.example.com/1");
    console.with("TACHO_APP", "orders, returns").with("PERF_DB_QUERY_MS", "100");

    int code = console.run("config", "port=9500,config=" + file);

    assertThat(code).isEqualTo(Command.OK);
    assertThat(console.err()).isEmpty();
    assertThat(rows())
        .startsWith("option value from")
        .contains(
            "enabled true default",
            "port 9500 agent argument",
            "app orders, returns environment TACHO_APP",
            "slow-query 100 environment PERF_DB_QUERY_MS",
            "max-series 50 " + file,
            "sentry-dsn *** " + file,
            "alert-webhook - default");
  }

  @Test
  void mistakesAreSaidAsTheAgentWouldSayThem() {
    int code = console.run("config", "slow-querry=2s,max-series=high");

    assertThat(code).isEqualTo(Command.NOT_WELL);
    assertThat(rows()).contains("max-series 1000 default");
    assertThat(console.err().lines())
        .containsExactly(
            "tacho: slow-querry: unknown option, did you mean slow-query? It is ignored. See"
                + " docs/configuration.md.",
            "tacho: max-series=high: expected an integer from 10 to 100000. The default 1000 stays in"
                + " force. See docs/configuration.md.");
  }

  @Test
  void aFileWithoutMistakesIsFine() throws IOException {
    Path file = file("slow-query=250ms", "# a comment", "app=orders");

    assertThat(console.run("config", "--check", file.toString())).isEqualTo(Command.OK);
    assertThat(console.out()).isEqualToIgnoringNewLines(file + ": 2 settings, no mistake");
    assertThat(console.err()).isEmpty();
  }

  @Test
  void theMistakesOfAFileAreSaid() throws IOException {
    Path file = file("slow-query=fast", "app=orders");

    assertThat(console.run("config", "--check", file.toString())).isEqualTo(Command.NOT_WELL);
    assertThat(console.out()).isEmpty();
    assertThat(console.err())
        .isEqualToIgnoringNewLines(
            "tacho: "
                + file
                + ": slow-query=fast: expected a duration from 1ms to 1h, such as 250ms, 1s or 5m."
                + " The default 1s stays in force. See docs/configuration.md.");
  }

  @Test
  void aFileThatCannotBeReadIsAFailure() {
    Path missing = folder.resolve("missing");

    assertThat(console.run("config", "--check", missing.toString())).isEqualTo(Command.FAILED);
    assertThat(console.err()).contains("No such file or directory");
  }

  @Test
  void checkTakesOneFile() {
    assertThat(console.run("config", "--check")).isEqualTo(Command.FAILED);
    assertThat(console.err()).startsWith("tacho: config: expected --check FILE and nothing else.");
  }

  @Test
  void theHelpHasEveryOptionWithItsDefault() {
    console.run("help", "config");

    assertThat(console.out())
        .contains(
            "\n  slow-query=1s\n      a duration from 1ms to 1h, such as 250ms, 1s or 5m (follows the")
        .contains("      SLOW_QUERY_THRESHOLD_SECONDS, also PERF_DB_QUERY_MS)\n");
    assertThat(console.out().lines()).allMatch(line -> line.length() <= 120);
  }

  private Path file(String... lines) throws IOException {
    return Files.write(folder.resolve("tacho.properties"), List.of(lines));
  }

  private List<String> rows() {
    return console.out().lines().map(row -> row.replaceAll(WITHOUT_SPACES, " ").trim()).toList();
  }
}
