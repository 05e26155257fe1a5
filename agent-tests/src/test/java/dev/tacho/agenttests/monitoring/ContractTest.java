package dev.tacho.agenttests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.agenttests.apps.PlainApp;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import dev.tacho.monitoring.rules.Contract;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What rules and dashboards are checked against is what a scrape has. */
class ContractTest {
  /** There with the first collection after the first scrape, and so perhaps never in this test. */
  private static final String AFTER_A_COLLECTION = "jvm_memory_pool_allocated_bytes_total";

  @Test
  void theMetricsPageListsTheSeriesOfTheJvmAsTheyAreScraped() throws Exception {
    Contract contract = Contract.read(Path.of("../docs/metrics.md"));
    Set<String> documented = new TreeSet<>(contract.series());
    documented.removeIf(series -> !isOfTheJvm(series) || series.equals(AFTER_A_COLLECTION));

    List<Scrape.Sample> samples;
    try (RunningApp app = ChildJvm.of(PlainApp.class).agent("app=shop").start()) {
      samples = Scrape.parse(app.agent("GET", "/metrics").body()).samples();
    }

    assertThat(samples)
        .allSatisfy(
            sample -> {
              assertThat(contract.series()).contains(sample.name());
              assertThat(contract.labelsOf(sample.name())).containsAll(sample.labels().keySet());
            });
    assertThat(samples.stream().map(Scrape.Sample::name).collect(Collectors.toSet()))
        .containsAll(documented);
  }

  private static boolean isOfTheJvm(String series) {
    return series.startsWith("jvm_") || series.startsWith("process_");
  }
}
