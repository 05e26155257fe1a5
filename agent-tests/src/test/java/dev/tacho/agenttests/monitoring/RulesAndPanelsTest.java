package dev.tacho.agenttests.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tacho.agenttests.harness.Artifacts;
import dev.tacho.agenttests.monitoring.PrometheusServer.Sample;
import dev.tacho.monitoring.dashboards.Dashboards;
import dev.tacho.monitoring.dashboards.Query;
import dev.tacho.monitoring.rules.Rule;
import dev.tacho.monitoring.rules.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every rule, and every query of every dashboard, on servers that keep histograms in their various
 * ways, all of them with the same two instances of a service.
 */
final class RulesAndPanelsTest {
  private static final Path PROJECT = Artifacts.repository();
  private static final Pattern LABEL_IN_LEGEND = Pattern.compile("\\{\\{ *(\\w+) *\\}\\}");

  /** How a server is started, and which kinds of buckets it has then. */
  enum Server {
    OLD_CLASSIC(false, true, false),
    OLD_NATIVE_ONLY(false, false, true),
    /** What is left of an agent with native buckets only where the server asks for text. */
    OLD_WITHOUT_BUCKETS(false, false, false),
    NEW_CLASSIC(true, true, false),
    NEW_NATIVE_ONLY(true, false, true),
    NEW_BOTH(true, true, true);

    private final boolean isNew;
    private final boolean keepsClassic;
    private final boolean keepsNative;

    Server(boolean isNew, boolean keepsClassic, boolean keepsNative) {
      this.isNew = isNew;
      this.keepsClassic = keepsClassic;
      this.keepsNative = keepsNative;
    }

    PrometheusServer start(ScrapedClub club, List<Path> rules) throws Exception {
      PrometheusServer.Builder server = PrometheusServer.configure();
      Map<String, Object> settings = new LinkedHashMap<>();
      if (isNew) {
        server.program(newer());
      }
      if (keepsNative) {
        server.flags("--enable-feature=native-histograms");
      }
      if (keepsNative && isNew && takesNativeBySetting()) {
        settings.put("scrape_native_histograms", true);
      }
      if (keepsNative && keepsClassic) {
        settings.put("always_scrape_classic_histograms", true);
      }
      if (!keepsNative && !keepsClassic) {
        settings.put(
            "metric_relabel_configs",
            List.of(
                Map.of(
                    "source_labels", List.of("__name__"), "regex", ".+_bucket", "action", "drop")));
      }
      return server.scrapeConfig(club.scrapeConfig(settings)).rules(rules).start();
    }

    private static Path newer() {
      String path = System.getenv("NEWER_PROMETHEUS");
      assumeTrue(
          path != null,
          "NEWER_PROMETHEUS names no Prometheus 3; .ci/fetch-prometheus prints the path of one");
      return Path.of(path);
    }

    /** From 3.8 on; from 3.9 on the feature's flag does nothing. Unknown to those before. */
    private static boolean takesNativeBySetting() throws Exception {
      Process process = new ProcessBuilder(newer().toString(), "--version").start();
      String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
      Matcher version = Pattern.compile("version 3\\.(\\d+)").matcher(answer);
      assertThat(version.find()).as(answer).isTrue();
      return Integer.parseInt(version.group(1)) >= 8;
    }
  }

  /** Alerts that are about what does not happen within minutes here. */
  private static final Set<String> ALERTS_WITHOUT_DATA =
      Set.of(
          // An hour of history.
          "HttpThroughputHalved",
          // Series that were there, and are not.
          "MetricsMissing");

  private static final Pattern PERCENTILE = Pattern.compile(":p(50|95|99)\\b");

  @TempDir private static Path folder;
  private static ScrapedClub club;

  @BeforeAll
  static void start() throws Exception {
    club = ScrapedClub.start();
  }

  @AfterAll
  static void stop() {
    if (club != null) {
      club.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void allHaveDataRulesWithoutLabelsOfTargetsAndPanelsWithThoseOfTheirLegends(Server server)
      throws Exception {
    Map<String, String> rules = whatRulesAreAbout();
    rules.keySet().removeAll(ShippedRules.FOLLOW_A_START);
    Map<String, String> panels = new LinkedHashMap<>();
    Map<String, Set<String>> legends = new LinkedHashMap<>();
    for (Query query : queriesOfDashboards()) {
      String name = query.asker() + ' ' + query.refId();
      panels.put(name, query.expression());
      legends.put(name, labelsOf(query.legend()));
    }
    assertThat(panels).hasSizeGreaterThan(100);

    Set<String> withoutData = new TreeSet<>(ALERTS_WITHOUT_DATA);
    withoutData.addAll(ShippedRules.NEED_HISTORY);
    boolean hasBuckets = server.keepsClassic || server.keepsNative;
    if (!hasBuckets) {
      rules.entrySet().stream()
          .filter(rule -> PERCENTILE.matcher(rule.getValue()).find())
          .forEach(rule -> withoutData.add(rule.getKey()));
    }

    try (PrometheusServer prometheus = server.start(club, ShippedRules.write(folder))) {
      awaitData(prometheus, rules, Map.of(), withoutData);
      if (hasBuckets) {
        awaitData(prometheus, panels, legends, Set.of());
      }

      assertThat(prometheus.rules())
          .allSatisfy(rule -> assertThat(rule.health() + rule.error()).isEqualTo("ok"));
      assertThat(rules.values())
          .flatMap(prometheus::query)
          .flatMap(sample -> sample.labels().keySet())
          .doesNotContainAnyElementsOf(ScrapedClub.LABELS_OF_TARGETS);
      assertThat(prometheus.query("http_request_duration_seconds_bucket").isEmpty())
          .isNotEqualTo(server.keepsClassic);
      assertThat(prometheus.query("http_request_duration_seconds").isEmpty())
          .isNotEqualTo(server.keepsNative);
    }
  }

  /** Waits until each but the exceptions has had a number, with its labels. */
  private static void awaitData(
      PrometheusServer prometheus,
      Map<String, String> expressions,
      Map<String, Set<String>> labels,
      Set<String> exceptions) {
    Map<String, String> without = new TreeMap<>(expressions);
    Await.until(
        () ->
            "data for all but %s: without are %s; targets are %s"
                .formatted(
                    exceptions,
                    without.keySet(),
                    prometheus.query("up or scrape_duration_seconds")),
        () -> {
          club.holdConnections();
          without
              .entrySet()
              .removeIf(
                  entry ->
                      prometheus.query(entry.getValue()).stream()
                          .anyMatch(
                              sample ->
                                  isNumberWith(
                                      labels.getOrDefault(entry.getKey(), Set.of()), sample)));
          return exceptions.containsAll(without.keySet());
        });
    assertThat(without.keySet()).isEqualTo(exceptions);
  }

  private static boolean isNumberWith(Set<String> labels, Sample sample) {
    return !Double.isNaN(sample.value()) && sample.labels().keySet().containsAll(labels);
  }

  /** What each rule records, or compares with something. */
  private static Map<String, String> whatRulesAreAbout() throws IOException {
    Map<String, String> expressions = new LinkedHashMap<>();
    for (Rule rule : RuleFiles.all(PROJECT.resolve("alerts"))) {
      if (rule.isAlert()) {
        expressions.put(rule.name(), leftOfComparison(rule.expression()));
      } else {
        Map<String, String> labels = new TreeMap<>();
        rule.labels().forEach((label, value) -> labels.put(label, label + "=\"" + value + '"'));
        String series =
            labels.isEmpty()
                ? rule.name()
                : rule.name() + "{" + String.join(", ", labels.values()) + "}";
        expressions.put(series, series);
      }
    }
    return expressions;
  }

  private static String leftOfComparison(String expression) {
    int depth = 0;
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      if ("({[".indexOf(c) >= 0) {
        depth++;
      } else if (")}]".indexOf(c) >= 0) {
        depth--;
      } else if (depth == 0 && "<>=!".indexOf(c) >= 0) {
        return expression.substring(0, i);
      }
    }
    return expression;
  }

  private static List<Query> queriesOfDashboards() throws IOException {
    List<Query> queries = new ArrayList<>();
    try (var files = Files.newDirectoryStream(PROJECT.resolve("dashboards"), "*.json")) {
      for (Path file : files) {
        queries.addAll(
            Dashboards.queries(
                new ObjectMapper().readTree(file.toFile()), ScrapedClub.JOB, "1m", "15m"));
      }
    }
    return queries;
  }

  private static Set<String> labelsOf(String legend) {
    Set<String> labels = new TreeSet<>();
    Matcher label = LABEL_IN_LEGEND.matcher(legend == null ? "" : legend);
    while (label.find()) {
      labels.add(label.group(1));
    }
    return labels;
  }
}
