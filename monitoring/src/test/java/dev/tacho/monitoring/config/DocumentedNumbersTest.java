package dev.tacho.monitoring.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.monitoring.rules.Rule;
import dev.tacho.monitoring.rules.RuleFiles;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers have one home, the rule files; pages that repeat them for people say the same. */
final class DocumentedNumbersTest {
  private static final Pattern THRESHOLD =
      Pattern.compile(
          "(?:(\\S+) \\* )?max by \\(job\\) \\(tacho_threshold_seconds\\{kind=\"(\\w+)\"}\\)");
  private static final Pattern REST_OF_OBJECTIVE =
      Pattern.compile("1 - max by \\(job\\) \\(tacho_objective_ratio\\{slo=\"(\\w+)\"}\\)");
  private static final Pattern OBJECTIVE =
      Pattern.compile("max by \\(job\\) \\(tacho_objective_ratio\\{slo=\"(\\w+)\"}\\)");
  private static final Pattern FACTOR = Pattern.compile("([\\d.]+) \\* group by \\(job\\)");
  private static final Pattern CONSTANT = Pattern.compile("vector\\(([\\d.]+)\\)");
  private static final List<String> SEVERITIES = List.of("target", "warning", "critical");

  @ParameterizedTest
  @CsvSource({
    "tight.yml: interfaces that people wait for, budgets/tight.yml",
    "default.yml: what the agent is configured for, budgets/default.yml"
  })
  void thePageHasTheBudgetsOfTheFile(String heading, String file) throws Exception {
    Map<String, String> documented = new TreeMap<>();
    for (List<String> row : Pages.rows(Pages.section("docs/performance-budget.md", heading))) {
      for (String severity : SEVERITIES) {
        String value = row.get(2 + SEVERITIES.indexOf(severity));
        if (!value.isEmpty()) {
          documented.put(row.get(0) + " " + severity, value);
        }
      }
    }

    Map<String, String> recorded = new TreeMap<>();
    for (Rule rule : rules(file)) {
      recorded.put(
          rule.labels().get("budget") + " " + rule.labels().get("severity"), forPeople(rule));
    }
    assertThat(documented).isNotEmpty().isEqualTo(recorded);
  }

  private static String forPeople(Rule rule) {
    Matcher threshold = THRESHOLD.matcher(rule.expression());
    if (threshold.matches()) {
      String option = "`" + threshold.group(2).replace('_', '-') + "`";
      return threshold.group(1) == null ? option : threshold.group(1) + " × " + option;
    }
    Matcher rest = REST_OF_OBJECTIVE.matcher(rule.expression());
    if (rest.matches()) {
      return "1 − `" + rest.group(1) + "-objective`";
    }
    BigDecimal number = number(FACTOR, rule);
    return rule.name().endsWith(":ratio") ? percent(number) : duration(number);
  }

  @Test
  void tiersHaveTheObjectivesOfTheCommandCheck() throws Exception {
    Map<String, List<String>> documented = new TreeMap<>();
    for (List<String> row : Pages.rows(Pages.section("docs/check.md", "Plan"))) {
      if (row.size() == 5 && row.get(4).endsWith("%")) {
        documented.put(row.get(0), row.subList(1, 5));
      }
    }

    Map<String, List<String>> recorded = new TreeMap<>();
    for (Rule rule : rules("budgets/tiers.yml")) {
      String tier = rule.labels().get("tier");
      int column =
          switch (rule.name()) {
            case "tier:objective:seconds" ->
                List.of("0.5", "0.95", "0.99").indexOf(rule.labels().get("quantile"));
            case "tier:objective:errors_ratio" -> 3;
            default -> -1;
          };
      if (column >= 0) {
        BigDecimal number = number(CONSTANT, rule);
        recorded
            .computeIfAbsent(tier, key -> new ArrayList<>(List.of("", "", "", "")))
            .set(column, column == 3 ? percent(number) : duration(number));
      }
    }
    assertThat(documented).hasSize(5).isEqualTo(recorded);
  }

  @Test
  void thePageHasTheObjectivesOfAllSlos() throws Exception {
    Map<String, String> documented = new TreeMap<>();
    for (List<String> row : Pages.rows(Pages.section("docs/slos.md", "The objectives"))) {
      String objective = row.stream().filter(cell -> cell.endsWith(" %")).findFirst().orElseThrow();
      documented.put(row.get(0), objective);
    }

    Map<String, String> recorded = new TreeMap<>();
    for (Rule rule : rules("budgets/objectives.yml")) {
      Matcher option = OBJECTIVE.matcher(rule.expression());
      recorded.put(
          rule.labels().get("sloth_slo"),
          option.find()
              ? defaultOf(option.group(1) + "-objective")
              : percent(number(FACTOR, rule)));
    }
    for (Rule rule : rules("budgets/tiers.yml")) {
      String tier = rule.labels().get("tier");
      if (rule.name().equals("tier:objective:errors_ratio")) {
        recorded.put(
            tier + "-availability", percent(BigDecimal.ONE.subtract(number(CONSTANT, rule))));
      } else if (rule.name().equals("tier:objective:ratio")) {
        String kind = rule.labels().get("kind");
        String good = kind.equals("database") ? "latency" : "availability";
        recorded.put(kind + "-" + tier + "-" + good, percent(number(CONSTANT, rule)));
      }
    }
    assertThat(documented).isNotEmpty().isEqualTo(recorded);
  }

  private static String defaultOf(String option) throws Exception {
    return Pages.rows(Pages.read("docs/configuration.md")).stream()
        .filter(row -> row.get(0).equals(option))
        .map(row -> row.get(2).replace("`", "").replace("%", " %"))
        .findFirst()
        .orElseThrow();
  }

  private static List<Rule> rules(String file) throws Exception {
    return RuleFiles.all(Project.ALERTS).stream().filter(rule -> rule.file().equals(file)).toList();
  }

  private static BigDecimal number(Pattern form, Rule rule) {
    Matcher number = form.matcher(rule.expression());
    assertThat(number.find()).as(rule.expression()).isTrue();
    return new BigDecimal(number.group(1));
  }

  private static String percent(BigDecimal ratio) {
    return ratio.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }

  private static String duration(BigDecimal seconds) {
    return seconds.compareTo(BigDecimal.ONE) < 0
        ? seconds.movePointRight(3).stripTrailingZeros().toPlainString() + " ms"
        : seconds.stripTrailingZeros().toPlainString() + " s";
  }
}
