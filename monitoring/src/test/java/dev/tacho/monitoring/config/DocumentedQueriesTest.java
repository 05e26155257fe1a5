package dev.tacho.monitoring.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.monitoring.Program;
import dev.tacho.monitoring.rules.Contract;
import dev.tacho.monitoring.rules.PromQl;
import dev.tacho.monitoring.rules.Rule;
import dev.tacho.monitoring.rules.RuleFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Queries that pages give to operators can be typed in as they stand. */
final class DocumentedQueriesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"docs/slos.md", "docs/performance-budget.md", "docs/monitoring.md"})
  void eachQueryIsOneAndAsksForWhatThereIs(String page) throws Exception {
    List<String> queries = Pages.blocks(page, "promql");
    assertThat(queries).isNotEmpty();

    Set<String> known = new TreeSet<>(Contract.read(Path.of("../docs/metrics.md")).series());
    RuleFiles.all(Project.ALERTS).stream().map(Rule::name).forEach(known::add);
    List<Object> rules = new ArrayList<>();
    for (String query : queries) {
      assertThat(known).as(query).containsAll(PromQl.of(query).metrics());
      rules.add(Map.of("record", "query_" + rules.size(), "expr", query));
    }
    Path file = folder.resolve("queries.yml");
    Files.writeString(
        file,
        new Yaml().dump(Map.of("groups", List.of(Map.of("name", "queries", "rules", rules)))));
    Project.run(Program.PROMTOOL, "check", "rules", file.toAbsolutePath().toString());
  }
}
