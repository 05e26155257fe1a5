package dev.tacho.monitoring.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers that alerts compare with, and nothing that nobody compares with. */
final class BudgetsTest {
  @Test
  void bothFilesOfBudgetsHaveTheSame() throws Exception {
    Map<String, Set<String>> budgets = new TreeMap<>();
    for (Rule rule : Alerts.rules()) {
      if (rule.file().matches("budgets/(default|tight)\\.yml")) {
        budgets
            .computeIfAbsent(rule.file(), file -> new TreeSet<>())
            .add(rule.name() + rule.labels());
      }
    }

    assertThat(budgets).hasSize(2);
    assertThat(budgets.get("budgets/tight.yml")).isEqualTo(budgets.get("budgets/default.yml"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.tacho.monitoring.rules.Alerts#alerts")
  void whatAnAlertComparesWithIsRecordedOnce(Rule alert) throws Exception {
    List<Rule> loaded =
        Alerts.rules().stream().filter(rule -> !rule.file().equals("budgets/tight.yml")).toList();

    assertThat(PromQl.of(alert.expression()).selectors())
        .filteredOn(selector -> selector.metric().matches("job:(budget|limit):.*"))
        .allSatisfy(
            selector ->
                assertThat(loaded)
                    .filteredOn(rule -> isChosen(rule, selector))
                    .as(selector.toString())
                    .hasSize(1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("limits")
  void eachLimitIsComparedWithByAnAlert(Rule limit) throws Exception {
    assertThat(Alerts.alerts())
        .flatExtracting(alert -> PromQl.of(alert.expression()).selectors())
        .anyMatch(selector -> isChosen(limit, selector));
  }

  static List<Rule> limits() throws Exception {
    return Alerts.rules().stream()
        .filter(rule -> rule.file().equals("budgets/limits.yml"))
        .toList();
  }

  private static boolean isChosen(Rule rule, PromQl.Selector selector) {
    return rule.name().equals(selector.metric())
        && selector.matchers().entrySet().stream()
            .allMatch(
                matcher -> matcher.getValue().equals("=" + rule.labels().get(matcher.getKey())));
  }
}
