package dev.tacho.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.catalog.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class MetricShapingOptionsTest {
  private final List<String> problems = new ArrayList<>();

  @Test
  void metricsAreDisabledByFamilyAndByName() {
    MetricSelection disabled =
        parse("metrics.disable=cache; http_active_requests;jvm_gc_pause_seconds").disabledMetrics();

    assertThat(problems).isEmpty();
    assertThat(disabled.contains(Metrics.CACHE_HIT_RATIO)).isTrue();
    assertThat(disabled.contains(Metrics.HTTP_ACTIVE)).isTrue();
    assertThat(disabled.contains(Metrics.HTTP_REQUESTS)).isFalse();
    assertThat(disabled.containsLibraryMetric("jvm_gc_pause_seconds")).isTrue();
    assertThat(disabled.containsLibraryMetric("jvm_memory_used_bytes")).isFalse();
  }

  @Test
  void theTimeOfRequestsBelongsToTheRequests() {
    assertThat(parse("metrics.disable=http").disabledMetrics().contains(Metrics.REQUEST_TIME))
        .isTrue();
  }

  @Test
  void anUnknownMetricNamesTheNearestAndCostsItselfOnly() {
    MetricSelection disabled =
        parse("metrics.disable=cash;http_request_total;jvm").disabledMetrics();

    assertThat(problems)
        .containsExactly(
            "metrics.disable=cash: expected a family or a metric, the nearest is cache. It is"
                + " ignored. See docs/configuration.md.",
            "metrics.disable=http_request_total: expected a family or a metric, the nearest is"
                + " http_requests_total. It is ignored. See docs/configuration.md.");
    assertThat(disabled.containsFamily("jvm")).isTrue();
    assertThat(disabled.contains(Metrics.CACHE_HIT_RATIO)).isFalse();
  }

  @Test
  void aLabelIsDroppedOfOneFamilyOrOfAll() {
    LabelDrops drops = parse("labels.drop=http:status_code; operation").droppedLabels();

    assertThat(problems).isEmpty();
    assertThat(drops.of(Metrics.HTTP_REQUESTS)).containsExactly("status_code");
    assertThat(drops.of(Metrics.EXTERNAL_REQUESTS)).containsExactly("operation");
    assertThat(drops.of(Metrics.QUERIES)).containsExactly("operation");
    assertThat(drops.of(Metrics.JOB_ERRORS)).isEmpty();
  }

  @Test
  void anUnknownLabelNamesTheNearestAndCostsItselfOnly() {
    LabelDrops drops = parse("labels.drop=http:status;rout;pool").droppedLabels();

    assertThat(problems)
        .containsExactly(
            "labels.drop=http:status: expected FAMILY:LABEL or LABEL that can be left out, the"
                + " nearest is jobs:status. It is ignored. See docs/configuration.md.",
            "labels.drop=rout: expected FAMILY:LABEL or LABEL that can be left out, the nearest is"
                + " route. It is ignored. See docs/configuration.md.");
    assertThat(drops.of(Metrics.CONNECTIONS)).containsExactly("pool");
  }

  @Test
  void aThresholdCannotBeDroppedBecauseSlowIncludesCritical() {
    LabelDrops drops = parse("labels.drop=threshold;database:threshold").droppedLabels();

    assertThat(problems).hasSize(2);
    assertThat(drops.of(Metrics.SLOW_QUERIES)).isEmpty();
  }

  @Test
  void labelsOfTheAgentItselfStay() {
    assertThat(parse("labels.drop=status").droppedLabels().of(Metrics.ERRORS)).isEmpty();
    assertThat(parse("labels.drop=instrumentation").droppedLabels().isEmpty()).isTrue();
    assertThat(problems).hasSize(1);
  }

  @Test
  void badBucketsKeepTheDefault() {
    assertThat(parse("buckets.cache=1;0.5").cacheBuckets())
        .containsExactly(0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5);
    assertThat(problems)
        .containsExactly(
            "buckets.cache=1;0.5: expected 1 to 50 ascending durations from 1us to 24h with ;"
                + " between them, in seconds or with a unit, such as 0.005;50ms;1s. The default"
                + " 0.0005;0.001;0.005;0.01;0.05;0.1;0.5;1;5 stays in force. See"
                + " docs/configuration.md.");
  }

  private Config parse(String arguments) {
    return ConfigParser.parse(arguments, new Properties(), Map.of(), problems);
  }
}
