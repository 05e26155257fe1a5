package dev.tacho.monitoring.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules read what the agent exposes or what a rule records, and nothing else. */
final class MetricNamesTest {
  private static Contract contract;
  private static Set<String> recorded;

  @BeforeAll
  static void read() throws Exception {
    contract = Contract.read(Path.of("../docs/metrics.md"));
    recorded =
        Alerts.rules().stream()
            .filter(rule -> !rule.isAlert())
            .map(Rule::name)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.tacho.monitoring.rules.Alerts#rules")
  void everySeriesThatARuleReadsIsInTheContractOrRecorded(Rule rule) throws Exception {
    Set<String> known = new TreeSet<>(contract.series());
    known.addAll(recorded);

    assertThat(known).containsAll(PromQl.of(rule.expression()).metrics());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.tacho.monitoring.rules.Alerts#rules")
  void everyLabelThatChoosesIsOneOfItsMetric(Rule rule) {
    assertThat(PromQl.of(rule.expression()).selectors())
        .filteredOn(selector -> contract.series().contains(selector.metric()))
        .allSatisfy(
            selector ->
                assertThat(contract.labelsOf(selector.metric()))
                    .as(selector.metric())
                    .containsAll(selector.matchers().keySet()));
  }

  @Test
  void noRuleRecordsUnderANameOfTheContract() {
    assertThat(recorded).isNotEmpty().doesNotContainAnyElementsOf(contract.series());
  }

  @Test
  void theContractHasTheSeriesOfEachKind() {
    assertThat(contract.series())
        .contains(
            "http_requests_total",
            "http_request_duration_seconds",
            "http_request_duration_seconds_bucket",
            "jvm_gc_collection_seconds_sum",
            "process_open_fds",
            "up")
        .doesNotContain("jvm_gc_collection_seconds");
    assertThat(contract.labelsOf("http_request_duration_seconds_bucket"))
        .containsExactlyInAnyOrder("instance", "job", "le", "method", "route", "status_code");
  }
}
