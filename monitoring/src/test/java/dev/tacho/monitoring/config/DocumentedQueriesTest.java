package dev.tacho.monitoring.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.monitoring.Program;
import dev.tacho.monitoring.rules.Contract;
import dev.tacho.monitoring.rules.PromQl;
import dev.tacho.monitoring.rules.Rule;
import dev.tacho.monitoring.rules.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Queries that pages give to operators can be typed in as they stand. */
final class DocumentedQueriesTest {
  /** What Prometheus makes by itself, and the push gateway. */
  private static final Set<String> NOT_OF_THE_AGENT =
      Set.of(
          "ALERTS",
          "push_time_seconds",
          "scrape_duration_seconds",
          "scrape_samples_post_metric_relabeling");

  private static final Map<String, List<String>> QUERIES = new TreeMap<>();

  @BeforeAll
  static void read() throws IOException {
    try (Stream<Path> files = Files.walk(Project.FOLDER.resolve("docs"))) {
      for (Path file : files.filter(name -> name.toString().endsWith(".md")).toList()) {
        String page = Project.FOLDER.relativize(file).toString();
        List<String> queries = Pages.blocks(page, "promql");
        if (!queries.isEmpty()) {
          QUERIES.put(page, queries);
        }
      }
    }
    assertThat(QUERIES)
        .containsKeys("docs/slos.md", "docs/monitoring.md", "docs/runbooks/README.md");
  }

  @Test
  void prometheusUnderstandsEachQuery(@TempDir Path folder) throws Exception {
    List<Object> rules = new ArrayList<>();
    QUERIES.forEach(
        (page, queries) -> {
          for (String query : queries) {
            rules.add(
                Map.of(
                    "record",
                    "query_" + rules.size(),
                    "expr",
                    query,
                    "labels",
                    Map.of("page", page)));
          }
        });
    Path file = folder.resolve("queries.yml");
    Files.writeString(
        file,
        new Yaml().dump(Map.of("groups", List.of(Map.of("name", "queries", "rules", rules)))));

    Project.run(Program.PROMTOOL, "check", "rules", file.toAbsolutePath().toString());
  }

  @Test
  void eachQueryAsksForWhatThereIs() throws Exception {
    Contract contract = Contract.read(Path.of("../docs/metrics.md"));
    Set<String> known = new TreeSet<>(contract.series());
    known.addAll(NOT_OF_THE_AGENT);
    RuleFiles.all(Project.ALERTS).stream().map(Rule::name).forEach(known::add);

    QUERIES.forEach(
        (page, queries) -> {
          for (String query : queries) {
            PromQl read = PromQl.of(query);
            assertThat(known).as(page).containsAll(read.metrics());
            assertThat(read.selectors())
                .filteredOn(selector -> contract.series().contains(selector.metric()))
                .allSatisfy(
                    selector ->
                        assertThat(contract.labelsOf(selector.metric()))
                            .as(page + ": " + selector.metric())
                            .containsAll(selector.matchers().keySet()));
          }
        });
  }
}
