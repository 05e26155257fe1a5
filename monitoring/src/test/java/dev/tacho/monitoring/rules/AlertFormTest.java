package dev.tacho.monitoring.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What routing, dashboards and people rely on in every alert. */
final class AlertFormTest {
  private static final String RUNBOOKS =
      "https://github.com/tacho-dev/tacho/blob/main/docs/runbooks/";

  /**
   * A number that is compared with; 0 and 1 mean none, all, yes or no, and budgets burn at rates.
   */
  private static final Pattern COMPARED_NUMBER =
      Pattern.compile("[<>=]=?\\s*(?!0\\b(?!\\.)|1\\b(?!\\.)|14\\.4 \\*|6 \\*|3 \\*|1 \\*)[\\d.]+");

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.tacho.monitoring.rules.Alerts#alerts")
  void hasTheLabelsThatRoutingReads(Rule alert) {
    assertThat(alert.labels().get("severity")).isIn("critical", "warning", "info");
    assertThat(alert.labels().get("alert_family")).isNotBlank();
    assertThat(alert.holdFor()).as("for").isNotNull();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.tacho.monitoring.rules.Alerts#alerts")
  void hasTheTextsAndLinksThatPeopleRead(Rule alert) {
    Map<String, String> annotations = alert.annotations();

    assertThat(annotations)
        .containsOnlyKeys("summary", "description", "runbook_url", "dashboard_url")
        .containsEntry("runbook_url", RUNBOOKS + alert.name() + ".md");
    assertThat(annotations.get("summary")).isNotBlank().doesNotContain("{{");
    assertThat(annotations.get("description")).contains("{{ $labels.job }}").endsWith(".");
    assertThat(annotations.get("dashboard_url"))
        .matches("/d/tacho-(service|slo|jvm)\\?var-job=\\{\\{ \\$labels\\.job }}.*");
  }

  @Test
  void hasANameOfItsOwn() throws Exception {
    assertThat(Alerts.alerts()).extracting(Rule::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.tacho.monitoring.rules.Alerts#alerts")
  void comparesWithBudgetsAndLimitsAndNotWithNumbers(Rule alert) {
    assertThat(alert.expression()).doesNotContainPattern(COMPARED_NUMBER);
  }

  @Test
  void aNumberThatIsComparedWithIsFound() {
    assertThat("a > 0 and b >= 1 or c == 0 and d > 14.4 * e")
        .doesNotContainPattern(COMPARED_NUMBER);
    assertThat(List.of("a > 0.5", "a < 10", "a>2", "a == 1.5", "a > 14.4", "a >= .5"))
        .allSatisfy(expression -> assertThat(expression).containsPattern(COMPARED_NUMBER));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.tacho.monitoring.rules.Alerts#alerts")
  void aRatioOrPercentileOfEventsIsReadOnlyUnderTrafficAndDoesNotFlap(Rule alert) {
    Set<String> read = PromQl.of(alert.expression()).metrics();
    boolean ofEvents =
        read.stream()
            .filter(series -> !series.startsWith("instance:") && !series.startsWith("pool:"))
            .anyMatch(series -> series.matches(".*:(ratio5m|ratio_rate\\w+|p95)"));

    if (ofEvents) {
      assertThat(alert.expression()).contains("job:limit:rate{limit=\"traffic\"}");
      assertThat(alert.keepFiringFor()).as("keep_firing_for").isNotNull();
    }
  }
}
