package dev.tacho.monitoring.config;

import static dev.tacho.monitoring.Yamls.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tacho.monitoring.Program;
import dev.tacho.monitoring.Yamls;
import dev.tacho.monitoring.rules.Rule;
import dev.tacho.monitoring.rules.RuleFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

final class PrometheusConfigTest {
  private static final String META = "__meta_kubernetes_";
  private static final Pattern NAMES = Pattern.compile("\\{__name__=~\"(.*)\"}");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"prometheus.yml", "federation.yml", "remote-write.yml"})
  void isAcceptedByPrometheus(String file) throws Exception {
    assertThat(Project.run(Program.PROMTOOL, "check", "config", "alerts/" + file))
        .contains("SUCCESS");
  }

  @Test
  void everyRuleIsLoadedAndOneFileOfBudgets() throws Exception {
    Set<String> all =
        RuleFiles.all(Project.ALERTS).stream()
            .map(Rule::file)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> loaded = new TreeSet<>();
    for (Object glob : (List<?>) at(configuration("prometheus.yml"), "rule_files")) {
      all.stream()
          .filter(
              file ->
                  FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(Path.of(file)))
          .forEach(loaded::add);
    }

    assertThat(all).contains("budgets/tight.yml", "budgets/default.yml");
    all.remove("budgets/tight.yml");
    assertThat(loaded).isEqualTo(all);
  }

  @Test
  void inKubernetesOnlyWhatIsScrapedAndWhereAlertmanagerIsDiffers() throws Exception {
    Map<String, Object> machines = configuration("prometheus.yml");
    Map<String, Object> kubernetes = configuration("prometheus-kubernetes.yml");
    for (Map<String, Object> configuration : List.of(machines, kubernetes)) {
      configuration.remove("scrape_configs");
      configuration.remove("alerting");
    }

    assertThat(kubernetes).isNotEmpty().isEqualTo(machines);
  }

  /** Debian's Prometheus knows no Kubernetes, so targets are given as discovery would give them. */
  @Test
  void aPodIsATargetOnceNamedByNamespaceAndApplication() throws Exception {
    Map<String, Object> scraped =
        asMap(at(configuration("prometheus-kubernetes.yml"), "scrape_configs", 0));
    assertThat(scraped.remove("kubernetes_sd_configs")).isEqualTo(List.of(Map.of("role", "pod")));

    assertThat(
            targets(
                scraped,
                List.of(
                    pod("orders-1", "10.0.0.1:8080"),
                    pod("orders-1", "10.0.0.1:9464"),
                    with(pod("ended", "10.0.0.2:9464"), "pod_phase", "Succeeded"),
                    with(
                        pod("unasked", "10.0.0.3:9464"), "pod_annotation_prometheus_io_scrape", ""),
                    with(
                        pod("named-1", "10.0.0.4:9464"),
                        "pod_label_app_kubernetes_io_name",
                        "billing"))))
        .containsExactlyInAnyOrder(
            Map.of(
                "__address__", "10.0.0.1:9464",
                "job", "shop/orders",
                "instance", "orders-1",
                "namespace", "shop",
                "pod", "orders-1"),
            Map.of(
                "__address__", "10.0.0.4:9464",
                "job", "shop/billing",
                "instance", "named-1",
                "namespace", "shop",
                "pod", "named-1"));
  }

  @Test
  void thePodMonitorNamesServicesInTheSameWay() throws Exception {
    Map<String, Object> endpoint =
        asMap(at(configuration("podmonitor.yml"), "spec", "podMetricsEndpoints", 0));
    Map<String, Object> scraped = new LinkedHashMap<>();
    scraped.put("job_name", "monitoring/tacho");
    scraped.put(
        "relabel_configs",
        ((List<?>) endpoint.get("relabelings"))
            .stream().map(PrometheusConfigTest::asPrometheusHasIt).toList());

    assertThat(targets(scraped, List.of(pod("orders-1", "10.0.0.1:9464"))))
        .containsExactly(
            Map.of("__address__", "10.0.0.1:9464", "job", "shop/orders", "instance", "orders-1"));
  }

  private static Map<String, Object> asPrometheusHasIt(Object operators) {
    Map<String, Object> relabelling = new LinkedHashMap<>();
    asMap(operators)
        .forEach(
            (name, value) ->
                relabelling.put(
                    name.replace("Labels", "_labels").replace("Label", "_label"), value));
    return relabelling;
  }

  private static Map<String, Object> pod(String name, String address) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(META + "namespace", "shop");
    labels.put(META + "pod_name", name);
    labels.put(META + "pod_ip", address.substring(0, address.indexOf(':')));
    labels.put(META + "pod_phase", "Running");
    labels.put(META + "pod_label_app", "orders");
    labels.put(META + "pod_annotation_prometheus_io_scrape", "true");
    labels.put(META + "pod_annotation_prometheus_io_port", "9464");
    return new LinkedHashMap<>(Map.of("targets", List.of(address), "labels", labels));
  }

  private static Map<String, Object> with(Map<String, Object> pod, String label, String value) {
    asMap(pod.get("labels")).put(META + label, value);
    return pod;
  }

  /** What is left of targets after relabelling: the labels that they would be scraped with. */
  private Set<Map<String, String>> targets(
      Map<String, Object> scraped, List<Map<String, Object>> discovered) throws Exception {
    scraped.put("static_configs", discovered);
    Path file = folder.resolve("prometheus.yml");
    Files.writeString(file, new Yaml().dump(Map.of("scrape_configs", List.of(scraped))));
    String found =
        Project.run(
            Program.PROMTOOL,
            "check",
            "service-discovery",
            // It waits for all of it, also for discovery that has nothing more to say.
            "--timeout=1s",
            file.toAbsolutePath().toString(),
            scraped.get("job_name").toString());
    Set<Map<String, String>> targets = new LinkedHashSet<>();
    for (JsonNode target : new ObjectMapper().readTree(found)) {
      Map<String, String> labels = new LinkedHashMap<>();
      target
          .get("labels")
          .properties()
          .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
      labels.keySet().removeIf(name -> name.startsWith("__") && !name.equals("__address__"));
      if (!labels.isEmpty()) {
        targets.add(labels);
      }
    }
    return targets;
  }

  @Test
  void regionsHandOnWhatTheyRecorded() throws Exception {
    Matcher names =
        NAMES.matcher(
            at(configuration("federation.yml"), "scrape_configs", 0, "params", "match[]", 0)
                .toString());
    assertThat(names.matches()).isTrue();
    Pattern handedOn = Pattern.compile(names.group(1));

    assertThat(
            RuleFiles.all(Project.ALERTS).stream().filter(rule -> !rule.isAlert()).map(Rule::name))
        .isNotEmpty()
        .allMatch(name -> handedOn.matcher(name).matches());
    assertThat(Stream.of("up", "ALERTS", "tacho_build_info"))
        .allMatch(name -> handedOn.matcher(name).matches());
    assertThat(Stream.of("http_requests_total", "http_request_duration_seconds_bucket"))
        .noneMatch(name -> handedOn.matcher(name).matches());
    assertThat(
            at(
                configuration("remote-write.yml"),
                "remote_write",
                0,
                "write_relabel_configs",
                0,
                "regex"))
        .isEqualTo(names.group(1));
  }

  @Test
  void theReplicaIsTakenFromAlertsAndTheRegionIsNot() throws Exception {
    Map<String, Object> configuration = configuration("remote-write.yml");
    Pattern dropped =
        Pattern.compile(
            at(configuration, "alerting", "alert_relabel_configs", 0, "regex").toString());

    assertThat(asMap(at(configuration, "global", "external_labels")).keySet())
        .containsExactlyInAnyOrder("region", "replica")
        .filteredOn(label -> dropped.matcher(label).matches())
        .containsExactly("replica");
  }

  @Test
  void thePageMakesAPrometheusRuleOfEachFile() throws Exception {
    String script =
        Pages.blocks("docs/monitoring.md", "sh").stream()
            .filter(block -> block.contains("PrometheusRule"))
            .collect(Collectors.joining())
            .replace("kubectl apply -f -", "cat");
    Process shell =
        new ProcessBuilder("bash", "-euc", script)
            .directory(Project.FOLDER.toFile())
            .redirectErrorStream(true)
            .start();
    String made = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(made).isZero();

    List<Object> names = new ArrayList<>();
    List<Object> groups = new ArrayList<>();
    for (Object resource : Yamls.readAll(made)) {
      assertThat(at(resource, "kind")).isEqualTo("PrometheusRule");
      names.add(at(resource, "metadata", "name"));
      groups.addAll((List<?>) at(resource, "spec", "groups"));
    }
    List<Object> shipped = new ArrayList<>();
    for (String file : RuleFiles.all(Project.ALERTS).stream().map(Rule::file).distinct().toList()) {
      if (!file.equals("budgets/tight.yml")) {
        shipped.addAll((List<?>) at(configuration(file), "groups"));
      }
    }
    assertThat(names).doesNotHaveDuplicates();
    assertThat(groups).isNotEmpty().containsExactlyInAnyOrderElementsOf(shipped);
  }

  private static Map<String, Object> configuration(String file) throws Exception {
    return Yamls.read(Project.ALERTS.resolve(file));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> asMap(Object yaml) {
    return (Map<String, Object>) yaml;
  }
}
