package dev.tacho.cli.check;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tacho.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  private final Endpoint endpoint = TestPlans.endpoint("a", "/a", 1);
  @TempDir Path folder;

  @Test
  void theSameAgainIsNoChange() throws IOException {
    Comparison comparison = compare(many(10, 0), many(10, 0));

    assertThat(comparison.isWorse()).isFalse();
    assertThat(verdicts(comparison)).isEqualTo("same");
  }

  @Test
  void muchSlowerIsWorse() throws IOException {
    Comparison comparison = compare(many(10, 0), many(20, 0));
    RunResult result = TestResults.of(many(20, 0).result(endpoint));

    assertThat(comparison.isWorse()).isTrue();
    assertThat(comparison.text("abc", 10))
        .isEqualTo(
            String.format(
                "%nCompared with the report of 2026-01-01T00:00:00Z:%n"
                    + "  a: worse (p95 199.9 ms, before 100 ms, p<0.001;"
                    + " errors 0 %%, before 0 %%, p=1.000)%n"));
    assertThat(comparison.text("abd", 10)).contains("Those were other requests, or another rate.");
    assertThat(JunitReport.of("club", result, comparison))
        .contains("classname=\"club.a\" name=\"not worse than before\">");
  }

  @Test
  void muchFasterIsBetter() throws IOException {
    assertThat(verdicts(compare(many(20, 0), many(10, 0)))).isEqualTo("better");
  }

  @Test
  void slowerByLessThanATenthIsNoChange() throws IOException {
    assertThat(verdicts(compare(many(100, 0), many(109, 0)))).isEqualTo("same");
  }

  @Test
  void slowerInTooFewRequestsMayBeChance() throws IOException {
    EndpointFigures before = new EndpointFigures();
    before.answered(true, 200, 1_000_000, 1_000_000);
    EndpointFigures after = new EndpointFigures();
    after.answered(true, 200, 9_000_000, 9_000_000);

    assertThat(verdicts(compare(before, after))).isEqualTo("same");
  }

  @Test
  void moreErrorsAreWorse() throws IOException {
    assertThat(verdicts(compare(many(10, 0), many(10, 1)))).isEqualTo("worse");
    assertThat(verdicts(compare(many(10, 1), many(10, 0)))).isEqualTo("better");
  }

  @Test
  void anEndpointThatIsNewIsLeftOut() throws IOException {
    EndpointResult before = many(10, 0).result(TestPlans.endpoint("b", "/b", 1));

    assertThat(
            new Comparison(
                    report(TestResults.of(before)), TestResults.of(many(10, 0).result(endpoint)))
                .changes)
        .isEmpty();
  }

  @Test
  void whatIsNoReportIsRefused() throws IOException {
    Path file = folder.resolve("old.json");
    for (String json :
        new String[] {
          "[]",
          "{}",
          "{\"format\":\"tacho-check\",\"version\":2}",
          "{\"format\":\"tacho-check\",\"version\":1}"
        }) {
      Files.writeString(file, json);
      assertThatExceptionOfType(UsageException.class)
          .isThrownBy(() -> EarlierReport.read(file))
          .withMessage(
              "--compare: expected a report that check --report has written, of version 1, not "
                  + file
                  + ".");
    }
  }

  private Comparison compare(EndpointFigures before, EndpointFigures after) throws IOException {
    return new Comparison(
        report(TestResults.of(before.result(endpoint))), TestResults.of(after.result(endpoint)));
  }

  /** Writes the report of a run, and reads it as that of an earlier one. */
  private EarlierReport report(RunResult result) throws IOException {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("started", "2026-01-01T00:00:00Z");
    facts.put("rate_per_second", 10);
    facts.put("sequence_digest", "abc");
    Path file = folder.resolve("report.json");
    Files.writeString(file, JsonText.of(JsonReport.of(facts, result, Conclusion.COMPLIES, null)));
    return EarlierReport.read(file);
  }

  /** A thousand answers between one and ten times {@code millis}. */
  private static EndpointFigures many(long millis, int errorsInTen) {
    EndpointFigures figures = new EndpointFigures();
    for (int i = 0; i < 100; i++) {
      TestResults.addTenAnswers(figures, millis, errorsInTen);
    }
    return figures;
  }

  private static String verdicts(Comparison comparison) {
    return comparison.changes.stream()
        .map(change -> change.toString().replaceAll("a: (\\w+) .*", "$1"))
        .collect(joining(","));
  }
}
