package dev.tacho.monitoring.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tacho.monitoring.rules.Rule;
import dev.tacho.monitoring.rules.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What the pages take from rules and dashboards, their head and the index, is written anew by
 * {@code mvn -pl monitoring test -Dtest=RunbooksTest -Dtacho.regenerate=true}.
 */
final class RunbooksTest {
  private static final Path FOLDER = Path.of("../docs/runbooks");
  private static final Path ALERTS = Path.of("../alerts");
  private static final Path DASHBOARDS = Path.of("../dashboards");
  private static final Path INDEX = FOLDER.resolve(Runbook.INDEX);
  private static final boolean REGENERATE = Boolean.getBoolean("tacho.regenerate");

  private static final Pattern HEAD = Pattern.compile("(?s)\\A.*?(?=" + Runbook.TOGETHER + ")");
  private static final Pattern LIST =
      Pattern.compile("(?s)(?<=<!-- generated: alerts -->\n).*?(?=<!-- end -->)");
  // What little traffic does is said once, in the index.
  private static final Pattern NUMBER = Pattern.compile("(?:budget|limit)=\"(?!traffic)(\\w+)\"");
  private static final Pattern KIND = Pattern.compile("\\.kind == \"(\\w+)\"");
  private static final Pattern TEMPLATE = Pattern.compile("\\{\\{ \\$labels\\.(\\w+) }}");
  private static final Pattern PANEL = Pattern.compile("panel \"([^\"]+)\"");

  private static final Pattern OF_ALL_PAGES =
      Pattern.compile("(?m)^(?:curl|java|jcmd|jq|kubectl|amtool)\\b.*$");

  @Test
  void everyAlertHasAPageAndEveryPageAnAlert() throws IOException {
    assertThat(Runbook.all(FOLDER))
        .extracting(Runbook::alert)
        .containsExactlyInAnyOrderElementsOf(alerts().keySet());
  }

  @Test
  void theHeadOfAPageSaysWhatRuleAndDashboardsSay() throws IOException {
    Map<String, Rule> alerts = alerts();
    Map<String, List<String>> panels = new TreeMap<>();
    panels(
        (board, panel) -> {
          for (JsonNode link : panel.path("links")) {
            String alert = link.path("title").asText().replaceFirst("^Runbook ", "");
            panels
                .computeIfAbsent(alert, any -> new ArrayList<>())
                .add(panel.path("title").asText() + " (" + board + ")");
          }
        });
    for (Runbook page : Runbook.all(FOLDER)) {
      List<String> ofPage = panels.getOrDefault(page.alert(), List.of());
      assertDerived(page.file(), HEAD, head(alerts.get(page.alert()), ofPage));
    }
  }

  @Test
  void theIndexListsTheAlertsByGroup() throws IOException {
    assertDerived(INDEX, LIST, list());
  }

  @Test
  void everyPageHasTheSameHeadings() throws IOException {
    assertThat(Runbook.all(FOLDER))
        .allSatisfy(
            page ->
                assertThat(page.headings())
                    .as(page.alert())
                    .containsExactly("Meaning", "Impact", "Diagnosis", "Mitigation", "Related"));
  }

  @Test
  void whatFiresTogetherAreOtherAlertsInTheOrderOfTheAlphabet() throws IOException {
    Set<String> names = alerts().keySet();
    for (Runbook page : Runbook.all(FOLDER)) {
      assertThat(page.firesTogetherWith())
          .as(page.alert())
          .isSubsetOf(names)
          .doesNotContain(page.alert())
          .doesNotHaveDuplicates()
          .isSorted();
    }
  }

  @Test
  void aPageNamesTheNumbersThatItsAlertComparesWith() throws IOException {
    Map<String, Rule> alerts = alerts();
    for (Runbook page : Runbook.all(FOLDER)) {
      for (Matcher number = NUMBER.matcher(alerts.get(page.alert()).expression());
          number.find(); ) {
        assertThat(page.text()).as(page.alert()).contains("`" + number.group(1) + "`");
      }
    }
  }

  @Test
  void noCommandStandsOnTwoPages() throws IOException {
    Map<String, String> pages = new LinkedHashMap<>();
    List<String> twice = new ArrayList<>();
    for (Runbook page : withIndex()) {
      for (Matcher command = OF_ALL_PAGES.matcher(page.text()); command.find(); ) {
        String other = pages.put(command.group(), page.alert());
        if (other != null && !other.equals(page.alert())) {
          twice.add(other + " and " + page.alert() + ": " + command.group());
        }
      }
    }

    assertThat(twice).isEmpty();
  }

  @Test
  void everyKindOfEventIsOneThatTheAgentWrites() throws IOException {
    String eventLog = Files.readString(FOLDER.resolveSibling("event-log.md"));
    for (Runbook page : withIndex()) {
      for (Matcher kind = KIND.matcher(page.text()); kind.find(); ) {
        assertThat(eventLog).as(page.alert()).contains("| `" + kind.group(1) + "` |");
      }
    }
  }

  @Test
  void everyPageHasAQuery() throws IOException {
    assertThat(Runbook.all(FOLDER))
        .allSatisfy(page -> assertThat(page.queries()).as(page.alert()).isNotEmpty());
  }

  @Test
  void everyPanelThatIsNamedIsOnADashboard() throws IOException {
    Set<String> titles = new TreeSet<>();
    panels((board, panel) -> titles.add(panel.path("title").asText()));
    for (Runbook page : withIndex()) {
      for (Matcher panel = PANEL.matcher(page.text()); panel.find(); ) {
        assertThat(titles).as(page.alert()).contains(panel.group(1));
      }
    }
  }

  private static List<Runbook> withIndex() throws IOException {
    List<Runbook> pages = Runbook.all(FOLDER);
    pages.add(Runbook.read(INDEX));
    return pages;
  }

  private static Map<String, Rule> alerts() throws IOException {
    return RuleFiles.all(ALERTS).stream()
        .filter(Rule::isAlert)
        .sorted(Comparator.comparing(Rule::file))
        .collect(
            Collectors.toMap(Rule::name, rule -> rule, (one, other) -> one, LinkedHashMap::new));
  }

  private static String head(Rule alert, List<String> panels) {
    return "# "
        + alert.name()
        + "\n\n"
        + alert.annotations().get("summary")
        + ". Severity: "
        + alert.labels().get("severity")
        + ". Family: `"
        + TEMPLATE.matcher(alert.labels().get("alert_family")).replaceAll("<$1>")
        + "`.\n"
        + (panels.isEmpty() ? "" : "Panels: " + String.join(", ", panels) + ".\n")
        + "\n";
  }

  private static void panels(BiConsumer<String, JsonNode> read) throws IOException {
    for (String board : List.of("service", "slo", "jvm")) {
      JsonNode json = new ObjectMapper().readTree(DASHBOARDS.resolve(board + ".json").toFile());
      json.path("panels").forEach(panel -> read.accept(board, panel));
    }
  }

  private static String list() throws IOException {
    StringBuilder list = new StringBuilder();
    String group = null;
    for (Rule alert : alerts().values()) {
      if (!alert.group().equals(group)) {
        group = alert.group();
        list.append("\n### ").append(group).append("\n\n| alert | severity | what it says |\n");
        list.append("|---|---|---|\n");
      }
      list.append(
          "| [%1$s](%1$s.md) | %2$s | %3$s |\n"
              .formatted(
                  alert.name(),
                  alert.labels().get("severity"),
                  alert.annotations().get("summary")));
    }
    return list.append('\n').toString();
  }

  private static void assertDerived(Path page, Pattern part, String derived) throws IOException {
    UnaryOperator<String> derive =
        text -> part.matcher(text).replaceFirst(Matcher.quoteReplacement(derived));
    if (REGENERATE) {
      Files.writeString(page, derive.apply(Files.readString(page)));
    }
    String text = Files.readString(page);
    assertThat(text).containsPattern(part);
    assertThat(text)
        .as("%s differs from rules or dashboards; -Dtacho.regenerate=true writes it anew", page)
        .isEqualTo(derive.apply(text));
  }
}
