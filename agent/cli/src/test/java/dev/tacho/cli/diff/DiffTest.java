package dev.tacho.cli.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.cli.Command;
import dev.tacho.cli.Json;
import dev.tacho.cli.JsonValue;
import dev.tacho.cli.TestConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiffTest {
  @TempDir private Path folder;
  private final TestConsole console = new TestConsole();
  private Path before;
  private Path after;

  @BeforeEach
  void nameFiles() {
    before = folder.resolve("before.json");
    after = folder.resolve("after.json");
  }

  private static String route(String route, long requests, long errors, long slow, String buckets) {
    return """
        {"method": "GET", "route": "%s", "requests": %d, "errors_5xx": %d, "slow": %d,
         "latency_buckets": %s}"""
        .formatted(route, requests, errors, slow, buckets);
  }

  private static void write(Path file, String pid, double uptime, String... routes)
      throws IOException {
    Files.writeString(
        file,
        """
        {"format": 1, "time_seconds": 1000,
         "agent": {"pid": "%s", "started_seconds": 7.5, "uptime_seconds": %s},
         "routes": [%s]}"""
            .formatted(pid, uptime, String.join(",", routes)));
  }

  private int diff(String... more) {
    String[] arguments = new String[3 + more.length];
    arguments[0] = "diff";
    arguments[1] = before.toString();
    arguments[2] = after.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return console.run(arguments);
  }

  /** p50 is 5/9 through the bucket below 0.1, p95 is half through that below 0.2. */
  @Test
  void nothingIsWorseWhereNothingChanged() throws IOException {
    write(before, "1", 100, route("/a", 1000, 1, 0, "[[0.1, 900], [0.2, 100]]"));
    write(after, "2", 100, route("/a", 1000, 1, 0, "[[0.1, 900], [0.2, 100]]"));

    assertThat(diff()).isEqualTo(Command.OK);
    assertThat(console.out())
        .isEqualTo(
            """
            Routes: 0 worse, 0 better, 1 the same (alpha 0.01 for all tests together, effects from 10%).

                  REQUESTS/S  ERRORS  SLOW  P50 S   P95 S  ROUTE
            same  10          0.1%    0%    0.0962  0.192  GET /a
            * significant
            """);
  }

  @Test
  void moreErrorsAreWorse() throws IOException {
    write(before, "1", 100, route("/a", 1000, 1, 0, "[[0.1, 1000]]"));
    write(after, "2", 50, route("/a", 1000, 50, 0, "[[0.1, 1000]]"));

    assertThat(diff()).isEqualTo(Command.NOT_WELL);
    assertThat(console.out())
        .startsWith("Routes: 1 worse, 0 better, 0 the same")
        .contains("worse  10 -> 20    0.1% -> 5% *  0%    0.0958  0.0996  GET /a\n");
  }

  @Test
  void longerLatenciesAreWorseAndShorterOnesBetter() throws IOException {
    String fast = route("/a", 1000, 0, 0, "[[0.1, 500], [0.2, 500]]");
    String slow = route("/a", 1000, 0, 0, "[[0.1, 100], [0.2, 400], [0.4, 500]]");
    write(before, "1", 100, fast);
    write(after, "2", 100, slow);

    assertThat(diff()).isEqualTo(Command.NOT_WELL);
    write(before, "1", 100, slow);
    write(after, "2", 100, fast);
    assertThat(diff()).isEqualTo(Command.OK);
    assertThat(console.out()).startsWith("Routes: 0 worse, 1 better, 0 the same");
  }

  @Test
  void aShareOfSlowRequestsThatGrewIsWorse() throws IOException {
    write(before, "1", 100, route("/a", 1000, 0, 10, "[[0.1, 1000]]"));
    write(after, "2", 100, route("/a", 1000, 0, 40, "[[0.1, 1000]]"));

    assertThat(diff()).isEqualTo(Command.NOT_WELL);
    assertThat(console.out()).contains("1% -> 4% *");
  }

  /** 50 and 53 of a million: significant nowhere. A million and 2 % more latency: everywhere. */
  @Test
  void whatIsChanceOrSmallIsNotWorse() throws IOException {
    write(before, "1", 100, route("/a", 1_000_000, 50, 0, "[[0.100, 1000000]]"));
    write(after, "2", 100, route("/a", 1_000_000, 53, 0, "[[0.102, 1000000]]"));

    assertThat(diff()).isEqualTo(Command.OK);
    assertThat(diff("--min-effect", "1%")).isEqualTo(Command.NOT_WELL);
    assertThat(console.out()).contains("0.0958 -> 0.0977  0.0996 -> 0.102 *");
  }

  /**
   * 1 and 12 errors of 10 000: p = 0.0034 on its own, which 0.01 lets pass; of 6 tests it does not.
   */
  @Test
  void oneOfManyTestsNeedsMoreEvidence() throws IOException {
    String quiet = route("/b", 10_000, 0, 0, "[[0.1, 10000]]");
    write(before, "1", 100, route("/a", 10_000, 1, 0, "[[0.1, 10000]]"));
    write(after, "2", 100, route("/a", 10_000, 12, 0, "[[0.1, 10000]]"));
    assertThat(diff("--alpha=0.011")).isEqualTo(Command.NOT_WELL);

    write(before, "1", 100, route("/a", 10_000, 1, 0, "[[0.1, 10000]]"), quiet);
    write(after, "2", 100, route("/a", 10_000, 12, 0, "[[0.1, 10000]]"), quiet);
    assertThat(diff("--alpha=0.011")).isEqualTo(Command.OK);
    assertThat(diff("--alpha=0.021")).isEqualTo(Command.NOT_WELL);
  }

  @Test
  void ofOneProcessWhatWasAddedIsCompared() throws IOException {
    write(before, "1", 100, route("/a", 1000, 0, 0, "[[0.1, 1000]]"));
    write(
        after,
        "1",
        150,
        route("/a", 2000, 100, 0, "[[0.1, 2000]]"),
        route("/b", 5, 0, 0, "[[0.1, 5]]"));

    assertThat(diff()).isEqualTo(Command.NOT_WELL);
    assertThat(console.out())
        .contains("The same process: its first 100 s are compared with the 50 s after.\n")
        .contains("10 -> 20    0% -> 10% *")
        .endsWith("\nNew:\n  GET /b\n");
  }

  @Test
  void theWrongOrderOfOneProcessIsAnError() throws IOException {
    write(before, "1", 150);
    write(after, "1", 100);

    assertThat(diff()).isEqualTo(Command.FAILED);
    assertThat(console.err()).contains("AFTER is no later than BEFORE, of the same process");
  }

  @Test
  void newAndVanishedRoutesAreListed() throws IOException {
    write(before, "1", 100, route("/old", 5, 0, 0, "[]"), route("_rest_", 9, 0, 0, "[]"));
    write(after, "2", 100, route("/new\\u001b[31m", 5, 0, 0, "[]"));

    assertThat(diff()).isEqualTo(Command.OK);
    assertThat(console.out()).endsWith(").\n\nNew:\n  GET /new?[31m\n\nVanished:\n  GET /old\n");
  }

  @Test
  void theMostRelevantRouteIsFirst() throws IOException {
    write(
        before,
        "1",
        100,
        route("/better", 1000, 500, 0, "[]"),
        route("/same", 9000, 0, 0, "[]"),
        route("/worse", 1000, 10, 0, "[]"),
        route("/worst", 1000, 10, 0, "[]"));
    write(
        after,
        "2",
        100,
        route("/better", 1000, 0, 0, "[]"),
        route("/same", 9000, 0, 0, "[]"),
        route("/worse", 1000, 100, 0, "[]"),
        route("/worst", 1000, 300, 0, "[]"));

    diff("--json");

    assertThat(json().at("routes").list())
        .extracting(route -> route.at("route").text() + " " + route.at("verdict").text())
        .containsExactly("/worst worse", "/worse worse", "/better better", "/same same");
  }

  @Test
  void jsonHasAllFigures() throws IOException {
    write(before, "1", 100, route("/a", 1000, 10, 0, "[[0.1, 1000]]"));
    write(after, "2", 100, route("/a", 500, 100, 1, "[[0.2, 500]]"), route("/b", 1, 0, 0, "[]"));

    assertThat(diff("--json")).isEqualTo(Command.NOT_WELL);

    JsonValue route = json().at("routes").list().get(0);
    assertThat(json().at("worse").number()).isEqualTo(1);
    assertThat(json().at("same_process").isTrue()).isFalse();
    assertThat(json().at("new").list().get(0).text()).isEqualTo("GET /b");
    assertThat(route.at("before", "error_ratio").number()).isEqualTo(0.01);
    assertThat(route.at("after", "error_ratio").number()).isEqualTo(0.2);
    assertThat(route.at("after", "rate_per_second").number()).isEqualTo(5);
    assertThat(route.at("errors", "change").number()).isEqualTo(19);
    assertThat(route.at("errors", "p_value").number()).isBetween(1e-40, 1e-30);
    assertThat(route.at("latency", "change").number()).isEqualTo(1);
    assertThat(route.at("latency", "verdict").text()).isEqualTo("worse");
    assertThat(route.at("slow", "change").isMissing()).isTrue();
  }

  private JsonValue json() throws IOException {
    return new JsonValue(Json.parse("output", console.out()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1, 2]                                       | expected a summary of the agent, format 1",
        "{\"format\": 2, \"routes\": []}              | expected a summary of the agent, format 1",
        "{\"format\": 1, \"agent\": {}, \"routes\":[]}| expected a summary of the agent, format 1",
        "{\"format\":                                 | line 1, column 11",
      })
  void whatIsNoSummaryIsAnError(String text, String message) throws IOException {
    write(before, "1", 100);
    Files.writeString(after, text);

    assertThat(diff()).isEqualTo(Command.FAILED);
    assertThat(console.err()).contains(after.toString()).contains(message);
  }

  @Test
  void whatIsNotThereIsAnError() throws IOException {
    write(before, "1", 100);

    assertThat(diff()).isEqualTo(Command.FAILED);
    assertThat(console.err())
        .isEqualTo("tacho: diff: " + after + ": no such file\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--alpha=2       | --alpha: expected a share above 0 and below 1",
        "--min-effect=x  | --min-effect: expected a share above 0 and below 1",
        "--frobnicate    | --frobnicate: expected one of --alpha, --min-effect, --user",
        "third           | diff: expected two summaries, BEFORE and AFTER.",
        "--user=me       | --user: expected together with --password-file.",
        "--alpha         | --alpha: expected a value after it.",
      })
  void wrongArgumentsAreExplained(String argument, String message) {
    assertThat(diff(argument)).isEqualTo(Command.FAILED);
    assertThat(console.err()).startsWith("tacho: " + message).endsWith("help diff.\n");
  }
}
