package dev.tacho.monitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tacho.monitoring.rules.Contract;
import dev.tacho.monitoring.rules.PromQl;
import dev.tacho.monitoring.rules.Rule;
import dev.tacho.monitoring.rules.RuleFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Grafana, the contract and whoever reads a dashboard ask of it. */
final class DashboardRulesTest {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(?<name>[a-z]\\w*)");
  private static final Pattern RUNBOOK = Pattern.compile("docs/runbooks/(?<alert>\\w+)\\.md");
  private static final Set<String> OF_THE_SERVER = Set.of("ALERTS", "ALERTS_FOR_STATE");
  private static final int COLUMNS = 24;

  private static final List<Named> DASHBOARDS = generated();

  private static Contract contract;
  private static List<Rule> rules;
  private static Set<String> alerts;

  @BeforeAll
  static void read() throws Exception {
    contract = Contract.read(Path.of("../docs/metrics.md"));
    rules = RuleFiles.all(Path.of("../alerts"));
    alerts = rules.stream().filter(Rule::isAlert).map(Rule::name).collect(Collectors.toSet());
  }

  /** A dashboard or a panel with a name that a report can show. */
  record Named(String name, JsonNode json) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Named> dashboards() {
    return DASHBOARDS;
  }

  static List<Named> panels() {
    return DASHBOARDS.stream().flatMap(DashboardRulesTest::panelsOf).toList();
  }

  private static Stream<Named> panelsOf(Named dashboard) {
    return stream(dashboard.json.path("panels"))
        .filter(panel -> !text(panel, "type").equals("row"))
        .map(panel -> new Named(dashboard.name + ": " + text(panel, "title"), panel));
  }

  private static List<Named> generated() {
    try {
      List<Named> dashboards = new ArrayList<>();
      for (Map.Entry<String, String> file : Dashboards.files().entrySet()) {
        dashboards.add(new Named(file.getKey(), new ObjectMapper().readTree(file.getValue())));
      }
      return dashboards;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dashboards")
  void loadsWithoutAskingAnything(Named dashboard) {
    assertThat(dashboard.json.has("__inputs")).isFalse();
    assertThat(dashboard.json.has("__requires")).isFalse();
    assertThat(dashboard.json.has("id")).isFalse();
    assertThat(text(dashboard.json, "uid")).startsWith("tacho-");
    assertThat(dashboard.json.path("schemaVersion").asInt()).isBetween(38, 39);
    assertThat(dashboard.json.toString()).doesNotContain("${DS_");
    for (JsonNode source : dashboard.json.findValues("datasource")) {
      assertThat(source.path("uid").asText()).isIn("${datasource}", "-- Grafana --");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dashboards")
  void refreshesEveryHalfMinuteAndIsFoundByItsTag(Named dashboard) {
    assertThat(text(dashboard.json, "refresh")).isEqualTo("30s");
    assertThat(dashboard.json.at("/tags/0").asText()).isEqualTo("tacho");
    assertThat(dashboard.json.at("/links/0/tags/0").asText()).isEqualTo("tacho");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dashboards")
  void usesTheVariablesThatItDeclaresAndNoOthers(Named dashboard) {
    Set<String> declared =
        stream(dashboard.json.at("/templating/list"))
            .map(variable -> text(variable, "name"))
            .collect(Collectors.toSet());
    Set<String> used = new TreeSet<>();
    Matcher variable = VARIABLE.matcher(dashboard.json.toString());
    while (variable.find()) {
      used.add(variable.group("name"));
    }

    assertThat(used).isEqualTo(new TreeSet<>(declared));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dashboards")
  void numbersAndNamesPanelsOnce(Named dashboard) {
    assertThat(stream(dashboard.json.path("panels")).map(panel -> panel.path("id").asInt()))
        .doesNotHaveDuplicates();
    assertThat(stream(dashboard.json.path("panels")).map(panel -> text(panel, "title")))
        .as("titles")
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dashboards")
  void putsNoPanelOnAnother(Named dashboard) {
    Map<List<Integer>, String> taken = new HashMap<>();
    for (JsonNode panel : dashboard.json.path("panels")) {
      JsonNode grid = panel.path("gridPos");
      int right = grid.path("x").asInt() + grid.path("w").asInt();
      assertThat(right).as(text(panel, "title")).isLessThanOrEqualTo(COLUMNS);
      for (int x = grid.path("x").asInt(); x < right; x++) {
        for (int line = 0; line < grid.path("h").asInt(); line++) {
          assertThat(taken.put(List.of(x, grid.path("y").asInt() + line), text(panel, "title")))
              .as("what is below %s", text(panel, "title"))
              .isNull();
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("panels")
  void saysInASentenceWhatItShowsAndInWhichUnit(Named panel) {
    assertThat(text(panel.json, "description")).matches("\\p{Lu}.*\\.").doesNotContain(". ");
    assertThat(panel.json.at("/fieldConfig/defaults/unit").asText()).isNotEmpty();
    assertThat(panel.json.path("targets")).isNotEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("panels")
  void hasStatisticsBesideTheLinesOfAChart(Named panel) {
    if (text(panel.json, "type").equals("timeseries")) {
      JsonNode legend = panel.json.at("/options/legend");
      assertThat(text(legend, "displayMode")).isEqualTo("table");
      assertThat(stream(legend.path("calcs")).map(JsonNode::asText))
          .containsExactly("mean", "max", "lastNotNull");
      assertThat(panel.json.path("targets"))
          .allSatisfy(target -> assertThat(text(target, "legendFormat")).isNotEmpty());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("panels")
  void readsWhatTheAgentExposesOrARuleRecords(Named panel) {
    Set<String> known = new TreeSet<>(contract.series());
    rules.stream().filter(rule -> !rule.isAlert()).forEach(rule -> known.add(rule.name()));
    known.addAll(OF_THE_SERVER);

    for (String expression : expressions(panel)) {
      assertThat(known).containsAll(PromQl.of(expression).metrics());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("panels")
  void choosesByLabelsThatTheSeriesHas(Named panel) {
    for (String expression : expressions(panel)) {
      for (PromQl.Selector selector : PromQl.of(expression).selectors()) {
        if (contract.series().contains(selector.metric())) {
          assertThat(contract.labelsOf(selector.metric()))
              .as(selector.metric())
              .containsAll(selector.matchers().keySet());
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("panels")
  void comparesWithBudgetsAndLimitsThatThereAre(Named panel) {
    for (String expression : expressions(panel)) {
      for (PromQl.Selector selector : PromQl.of(expression).selectors()) {
        if (selector.metric().matches("job:(budget|limit):.*")) {
          Map<String, String> labels = new HashMap<>();
          selector.matchers().forEach((label, value) -> labels.put(label, value.substring(1)));
          labels.remove("job");
          // A table has a row for each budget.
          boolean ofAll = expression.contains("by (budget) (" + selector.metric());
          assertThat(rules)
              .as("%s%s", selector.metric(), labels)
              .filteredOn(rule -> rule.name().equals(selector.metric()))
              .extracting(Rule::labels)
              .anyMatch(of -> of.equals(labels) || (ofAll && isPart(labels, of)));
        }
      }
    }
  }

  private static boolean isPart(Map<String, String> part, Map<String, String> whole) {
    return whole.entrySet().containsAll(part.entrySet());
  }

  /** A server may keep native histograms only: they have neither buckets nor count nor sum. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("panels")
  void readsNativeHistogramsWhereThereAreNoBuckets(Named panel) {
    for (String expression : expressions(panel)) {
      Set<String> metrics = PromQl.of(expression).metrics();
      for (String metric : metrics) {
        String histogram = metric.replaceAll("_(bucket|sum|count)$", "");
        if (!histogram.equals(metric) && contract.series().contains(histogram)) {
          assertThat(metrics).contains(histogram);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("panels")
  void linksToRunbooksOfAlerts(Named panel) {
    assertThat(runbooks(panel)).isSubsetOf(alerts);
  }

  @Test
  void everyAlertHasAPanelThatLinksToItsRunbook() throws Exception {
    Set<String> linked = new HashSet<>();
    for (Named panel : panels()) {
      linked.addAll(runbooks(panel));
    }

    assertThat(linked).containsAll(alerts);
  }

  @Test
  void panelsOfOneTitleAreOneAndPanelsOfOneQueryToo() throws Exception {
    Map<String, JsonNode> byTitle = new HashMap<>();
    Map<String, String> byQueries = new HashMap<>();
    for (Named panel : panels()) {
      String title = text(panel.json, "title");
      String queries = panel.json.path("targets").toString();
      JsonNode first = byTitle.putIfAbsent(title, panel.json);
      if (first != null) {
        assertThat(queries).as(title).isEqualTo(first.path("targets").toString());
        assertThat(text(panel.json, "description")).isEqualTo(text(first, "description"));
      }
      String other = byQueries.putIfAbsent(queries, title);
      assertThat(other == null ? title : other).isEqualTo(title);
    }
  }

  @Test
  void showsExemplarsOfRequestsAndOfQueries() throws Exception {
    List<String> withExemplars =
        panels().stream()
            .flatMap(panel -> stream(panel.json.path("targets")))
            .filter(target -> target.path("exemplar").asBoolean())
            .map(target -> text(target, "expr"))
            .toList();

    assertThat(withExemplars)
        .anySatisfy(query -> assertThat(query).contains("http_request_duration_seconds_bucket"))
        .anySatisfy(query -> assertThat(query).contains("db_query_duration_seconds_bucket"));
  }

  @Test
  void resolvesEveryVariableOfItsQueries() throws Exception {
    for (Named dashboard : dashboards()) {
      assertThat(Dashboards.queries(dashboard.json, "shop", "1m", "15m"))
          .isNotEmpty()
          .allSatisfy(query -> assertThat(query.expression()).isNotEmpty().doesNotContain("$"));
    }
    assertThat(Dashboards.queries(dashboards().get(0).json, "shop", "1m", "15m"))
        .contains(
            new Query(
                Query.Kind.INSTANT,
                "Traffic",
                "A",
                "job:http_requests:rate5m{job=\"shop\"}",
                "requests"),
            new Query(Query.Kind.VARIABLE, "job", "", "tacho_build_info", ""));
  }

  /**
   * The steps of colour are written down a second time, because a panel cannot take them from a
   * rule.
   */
  @Test
  void burnRatesTurnColourWhereTheAlertsAre() throws Exception {
    String expressions =
        rules.stream()
            .filter(rule -> rule.name().startsWith("SloBudgetBurn"))
            .map(Rule::expression)
            .collect(Collectors.joining());

    assertThat(
            SloDashboard.BURN.stream().filter(step -> step.from() != null).map(Step::from).toList())
        .allSatisfy(
            from ->
                assertThat(expressions).contains("> " + from.toString().replace(".0", "") + " *"));
  }

  private static Set<String> runbooks(Named panel) {
    Set<String> alerts = new TreeSet<>();
    Matcher runbook = RUNBOOK.matcher(panel.json.path("links").toString());
    while (runbook.find()) {
      alerts.add(runbook.group("alert"));
    }
    return alerts;
  }

  private static List<String> expressions(Named panel) {
    return stream(panel.json.path("targets")).map(target -> text(target, "expr")).toList();
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static String text(JsonNode of, String key) {
    return of.path(key).asText();
  }
}
