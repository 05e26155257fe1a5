package dev.tacho.agenttests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.agenttests.harness.Artifacts;
import dev.tacho.agenttests.monitoring.PrometheusServer.Sample;
import dev.tacho.monitoring.Yamls;
import dev.tacho.monitoring.rules.Rule;
import dev.tacho.monitoring.rules.RuleFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a region's Prometheus gives to another one, by federation and by remote write. */
final class RegionsTest {
  private static final Path ALERTS = Artifacts.repository().resolve("alerts");

  /** Beside what is recorded: what is up and fires, and what variables of dashboards list. */
  private static final Set<String> NOT_RECORDED =
      Set.of("up", "ALERTS", "tacho_build_info", "app_info");

  private static ScrapedClub club;
  private static List<Path> rules;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    club = ScrapedClub.start();
    rules = ShippedRules.write(folder);
  }

  @AfterAll
  static void stop() {
    if (club != null) {
      club.close();
    }
  }

  @Test
  void aGlobalServerTakesWhatRegionsHaveRecordedAndTheirNames() throws Exception {
    try (PrometheusServer region = region().start()) {
      Map<String, Object> federation = new LinkedHashMap<>();
      scrapeOf(load("federation.yml"))
          .forEach((key, value) -> federation.put(key.toString(), value));
      Map<String, Object> regions = new LinkedHashMap<>();
      regions.put("targets", List.of(region.hostAndPort()));
      regions.put("labels", Map.of("region", "overwritten"));
      federation.put("static_configs", List.of(regions));
      try (PrometheusServer global =
          PrometheusServer.configure().scrapeConfig(federation).start()) {
        assertCarriesAcross(region, global);
      }
    }
  }

  @Test
  void remoteWriteBringsWhatIsRecordedToLongTermStorage() throws Exception {
    Map<String, Object> file = load("remote-write.yml");
    try (PrometheusServer storage =
            PrometheusServer.configure().flags("--web.enable-remote-write-receiver").start();
        PrometheusServer region =
            region()
                .section("remote_write", remoteWriteTo(storage, file))
                .section("alerting", file.get("alerting"))
                .start()) {
      assertCarriesAcross(region, storage);
    }
  }

  private static PrometheusServer.Builder region() throws IOException {
    Map<String, Object> global = new LinkedHashMap<>();
    global.put("scrape_interval", "1s");
    global.put("scrape_timeout", "1s");
    global.put("evaluation_interval", "1s");
    global.put(
        "external_labels",
        ((Map<?, ?>) load("remote-write.yml").get("global")).get("external_labels"));
    return PrometheusServer.configure()
        .section("global", global)
        .scrapeConfig(club.scrapeConfig(Map.of()))
        .rules(rules);
  }

  private static List<Object> remoteWriteTo(PrometheusServer storage, Map<String, Object> file) {
    Map<String, Object> write = new LinkedHashMap<>();
    ((Map<?, ?>) ((List<?>) file.get("remote_write")).get(0))
        .forEach((key, value) -> write.put(key.toString(), value));
    write.put("url", storage.address() + "/api/v1/write");
    // Of a service that this one is not.
    write.remove("basic_auth");
    write.remove("headers");
    return List.of(write);
  }

  /** All that the region has recorded is there, as the region's, and nothing else of it. */
  private static void assertCarriesAcross(PrometheusServer region, PrometheusServer other)
      throws IOException {
    Set<String> recorded =
        RuleFiles.all(ALERTS).stream()
            .filter(rule -> !rule.isAlert())
            .map(Rule::name)
            .collect(Collectors.toCollection(TreeSet::new));
    recorded.addAll(NOT_RECORDED);
    Set<String> expected = new TreeSet<>(recorded);
    expected.removeAll(ShippedRules.NEED_HISTORY);
    expected.removeAll(ShippedRules.FOLLOW_A_START);
    awaitAll(expected, region);
    awaitAll(expected, other);

    assertThat(names(other)).filteredOn(name -> !name.startsWith("scrape_")).isSubsetOf(recorded);
    Map<String, String> labels = new TreeMap<>();
    labels.put("job", ScrapedClub.JOB);
    labels.put("region", "eu");
    assertThat(other.query("job:http_requests:rate5m"))
        .singleElement()
        .satisfies(sample -> assertThat(sample.labels()).containsAllEntriesOf(labels));
    assertThat(other.query("up{job=\"club\", region=\"eu\"}"))
        .extracting(sample -> sample.label("instance"))
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  private static void awaitAll(Set<String> expected, PrometheusServer server) {
    Set<String> missing = new TreeSet<>(expected);
    Await.until(
        () -> "at " + server.address() + " all but " + missing,
        () -> {
          club.holdConnections();
          missing.removeAll(names(server));
          return missing.isEmpty();
        });
  }

  private static Set<String> names(PrometheusServer server) {
    return server.query("group by (__name__) ({__name__=~\".+\"})").stream()
        .map((Sample sample) -> sample.label("__name__"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<?, ?> scrapeOf(Map<String, Object> file) {
    return (Map<?, ?>) ((List<?>) file.get("scrape_configs")).get(0);
  }

  private static Map<String, Object> load(String file) throws IOException {
    return Yamls.read(ALERTS.resolve(file));
  }
}
