package dev.tacho.monitoring.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.monitoring.Program;
import dev.tacho.monitoring.Yamls;
import dev.tacho.monitoring.rules.Rule;
import dev.tacho.monitoring.rules.RuleFiles;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AlertmanagerConfigTest {
  private static final String CONFIGURATION = "alerts/alertmanager.yml";

  /** A value in single quotes with something to fill in. */
  private static final Pattern TEMPLATE_TEXT = Pattern.compile("'([^']*\\{\\{[^']*)'");

  private static final Pattern SECRET =
      Pattern.compile(".*(url|key|password|secret|token|credentials)");

  @Test
  void isAcceptedByAlertmanager() throws Exception {
    assertThat(Project.run(Program.AMTOOL, "check-config", CONFIGURATION))
        .contains("SUCCESS")
        .doesNotContain("FAILED");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "HttpErrorRatioCritical, critical, page",
    "TargetDown, critical, page",
    "HttpErrorRatioHigh, warning, ticket",
    "AgentDisabled, info, null",
    "Watchdog, none, null",
    "Watchdog, critical, null",
    "SomebodyElses, page-me, email",
    "SomebodyElses, '', email",
  })
  void anAlertGoesToTheReceiverOfItsSeverity(String alert, String severity, String receiver)
      throws Exception {
    assertThat(route("alertname=" + alert, "severity=" + severity, "job=shop/orders"))
        .isEqualTo(receiver);
  }

  @Test
  void noAlertOfOursHasASeverityThatNobodyAgreedOn() throws Exception {
    Set<String> severities =
        RuleFiles.all(Project.ALERTS).stream()
            .filter(Rule::isAlert)
            .map(alert -> String.valueOf(alert.labels().get("severity")))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(severities).isNotEmpty();
    for (String severity : severities) {
      assertThat(route("severity=" + severity)).as(severity).isNotEqualTo("email");
    }
  }

  private static String route(String... labels) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("config", "routes", "test", "--config.file=" + CONFIGURATION));
    arguments.addAll(List.of(labels));
    String said = Project.run(Program.AMTOOL, arguments.toArray(String[]::new));
    // The last line; one before it may be a warning about amtool's own configuration.
    return said.substring(said.stripTrailing().lastIndexOf('\n') + 1).strip();
  }

  @Test
  void secretsStandInFiles() throws Exception {
    assertThat(namesIn(Yamls.read(Project.FOLDER.resolve(CONFIGURATION))))
        .contains("slack_api_url_file", "routing_key_file", "smtp_auth_password_file")
        .noneMatch(name -> SECRET.matcher(name).matches());
  }

  private static Set<String> namesIn(Object yaml) {
    Set<String> names = new TreeSet<>();
    if (yaml instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) -> {
            names.add(name.toString());
            names.addAll(namesIn(value));
          });
    } else if (yaml instanceof List<?> list) {
      list.forEach(element -> names.addAll(namesIn(element)));
    }
    return names;
  }

  @Test
  void theSumIsInhibitedByEachTierThatThereIs() throws Exception {
    Map<String, Object> configuration = Yamls.read(Project.FOLDER.resolve(CONFIGURATION));
    Set<String> sources =
        ((List<?>) Yamls.at(configuration, "inhibit_rules"))
            .stream()
                .map(rule -> Yamls.at(rule, "source_matchers", 0).toString())
                .filter(matcher -> matcher.contains("slo-"))
                .collect(Collectors.toCollection(TreeSet::new));

    assertThat(sources)
        .containsExactlyInAnyOrder(
            "alert_family =~ \"slo-("
                + tiers("tier:objective:errors_ratio", null)
                + ")-availability\"",
            "alert_family =~ \"slo-database-("
                + tiers("tier:objective:ratio", "database")
                + ")-latency\"",
            "alert_family =~ \"slo-external-("
                + tiers("tier:objective:ratio", "external")
                + ")-availability\"");
  }

  private static String tiers(String objective, String kind) throws Exception {
    return RuleFiles.all(Project.ALERTS).stream()
        .filter(rule -> rule.name().equals(objective))
        .filter(rule -> kind == null || kind.equals(rule.labels().get("kind")))
        .map(rule -> rule.labels().get("tier"))
        .collect(Collectors.joining("|"));
  }

  @Test
  void aMessageToSlackSaysWhatSinceWhenAndWhereToReadOn() throws Exception {
    assertThat(rendered("{{ template \"slack.tacho.text\" . }}"))
        .isEqualTo(
            """
            *ExternalPeerDown* critical, firing since 2026-11-21 19:00:00 UTC
            60% of the calls of shop/orders to &lt;pay&gt; &amp; co fail.
            <https://example.com/runbooks/ExternalPeerDown.md|Runbook>  <https://grafana.example.com/d/tacho-service?var-job=shop/orders|Dashboard>

            *ExternalErrorRatioHigh* warning, resolved since 2026-11-21 18:50:00 UTC until 2026-11-21 19:05:00 UTC
            7% of the calls of shop/orders to mail fail.
            <https://example.com/runbooks/ExternalErrorRatioHigh.md|Runbook>  <https://grafana.example.com/d/tacho-service?var-job=shop/orders|Dashboard>

            <http://alertmanager.example.com/#/silences/new?filter=%7Balert_family%3D%22external_errors%22%2C%20job%3D%22shop%2Forders%22%7D|Silence>""");
  }

  @Test
  void theSubjectCountsWhatFires() throws Exception {
    assertThat(rendered("{{ template \"tacho.subject\" . }}"))
        .isEqualTo("[FIRING 1] shop/orders: external_errors");
  }

  @Test
  void anEmailHasTheSameAsHtml() throws Exception {
    assertThat(rendered("{{ template \"email.tacho.html\" . }}", "html"))
        .contains(
            "<title>[FIRING 1] shop/orders: external_errors</title>",
            "<b>ExternalPeerDown</b> critical, firing since 2026-11-21 19:00:00 UTC<br>",
            "60% of the calls of shop/orders to &lt;pay&gt; &amp; co fail.<br>",
            "<a href=\"https://example.com/runbooks/ExternalPeerDown.md\">Runbook</a>",
            "<a href=\"https://grafana.example.com/d/tacho-service?var-job=shop/orders\">Dashboard</a>",
            "<a href=\"http://alertmanager.example.com/#/silences/new?filter=%7Balert_family%3D%22external_errors%22%2C%20job%3D%22shop%2Forders%22%7D\">Silence</a>");
  }

  @Test
  void eachTextOfAReceiverCanBeRendered() throws Exception {
    List<String> texts =
        TEMPLATE_TEXT
            .matcher(Files.readString(Project.FOLDER.resolve(CONFIGURATION)))
            .results()
            .map(text -> text.group(1))
            .distinct()
            .toList();

    assertThat(texts).hasSizeGreaterThan(5);
    for (String text : texts) {
      assertThat(rendered(text)).as(text).isNotBlank();
    }
  }

  private static String rendered(String text) throws Exception {
    return rendered(text, "text");
  }

  private static String rendered(String text, String type) throws Exception {
    return Project.run(
        Program.AMTOOL,
        "template",
        "render",
        "--template.glob=alerts/templates/*.tmpl",
        "--template.type=" + type,
        "--template.data=monitoring/src/test/resources/config/notification.json",
        "--template.text=" + text);
  }
}
