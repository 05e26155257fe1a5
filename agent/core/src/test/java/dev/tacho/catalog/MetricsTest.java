package dev.tacho.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MetricsTest {
  private static final Path PAGE = Path.of("../../docs/metrics.md");

  /** Public API: rules, dashboards and other people's queries stand on each of these lines. */
  private static final String CONTRACT =
      """
      http_request_duration_seconds histogram method route status_code
      http_requests_total counter method route status_code
      http_slow_requests_total counter method route
      http_active_requests gauge
      http_error_ratio gauge
      db_query_duration_seconds histogram system operation collection
      db_queries_total counter system operation collection status
      db_slow_queries_total counter system operation collection threshold
      db_query_errors_total counter system operation collection error
      db_connections gauge pool state
      db_connections_max gauge pool
      db_connection_requests_pending gauge pool
      db_connection_wait_seconds histogram pool
      db_connection_use_seconds histogram pool
      db_connection_timeouts_total counter pool
      cache_operation_duration_seconds histogram system operation
      cache_operations_total counter system operation result
      cache_hit_ratio gauge
      external_api_duration_seconds histogram peer_service operation status_code
      external_api_requests_total counter peer_service operation status_code
      external_api_slow_requests_total counter peer_service operation
      external_api_errors_total counter peer_service error
      method_duration_seconds histogram method status
      background_job_duration_seconds histogram task status
      background_job_errors_total counter task
      background_jobs_running gauge task
      background_job_last_success_timestamp_seconds gauge task
      background_jobs_died_total counter task
      http_request_time_seconds_total counter method route component
      http_request_db_queries histogram route
      http_n_plus_one_requests_total counter route collection
      http_request_external_calls histogram route
      db_connection_held_external_seconds_total counter route peer_service
      app_info info name version environment
      tacho_threshold_seconds gauge kind
      tacho_objective_ratio gauge slo
      tacho_build_info info version revision
      tacho_startup_seconds gauge phase
      tacho_instrumented_classes gauge instrumentation
      tacho_errors_total counter instrumentation
      tacho_series gauge family
      tacho_series_limit gauge family
      tacho_series_overflow_total counter family
      tacho_overhead_seconds_total counter
      tacho_config_last_reload_successful gauge
      tacho_config_last_reload_timestamp_seconds gauge
      tacho_event_log_records_total counter kind
      tacho_event_log_dropped_total counter reason
      """;

  /** Those that Prometheus and its operator put on every target. */
  private static final List<String> LABELS_OF_TARGETS =
      List.of(
          "job",
          "instance",
          "service",
          "endpoint",
          "namespace",
          "pod",
          "container",
          "node",
          "cluster");

  @Test
  void whatTheContractPromisesIsDeclaredSo() {
    assertThat(Metrics.all().stream().map(MetricsTest::line))
        .containsAll(CONTRACT.lines().toList());
  }

  @Test
  void whatTheContractDoesNotHaveIsTheAgentsOwn() {
    List<String> promised = CONTRACT.lines().toList();
    assertThat(Metrics.all().stream().map(MetricsTest::line))
        .filteredOn(line -> !promised.contains(line))
        .allMatch(line -> line.startsWith("tacho_"));
  }

  @Test
  void noLabelIsOneOfThoseThatPrometheusPutsOnEveryTarget() {
    assertThat(Metrics.all())
        .allSatisfy(
            metric -> assertThat(metric.labels).doesNotContainAnyElementsOf(LABELS_OF_TARGETS));
  }

  @Test
  void namesAreUniqueWithAndWithoutTheirSuffix() {
    assertThat(Metrics.all()).extracting(metric -> metric.name).doesNotHaveDuplicates();
    assertThat(Metrics.all()).extracting(Metric::baseName).doesNotHaveDuplicates();
  }

  @Test
  void everyMetricSaysWhatItIs() {
    assertThat(Metrics.all())
        .allSatisfy(
            metric -> {
              assertThat(metric.help).as(metric.name).endsWith(".");
              assertThat(metric.note).as(metric.name).matches("|.*\\.");
              assertThat(metric.labels).as(metric.name).containsAll(metric.freeLabels);
            });
  }

  @Test
  void committedPageShowsTheDeclaredMetrics() throws IOException {
    String page = Files.readString(PAGE);
    if (Boolean.getBoolean("tacho.regenerate")) {
      Files.writeString(PAGE, MetricsPage.rendered(page));
    }

    assertThat(Files.readString(PAGE))
        .as(
            "docs/metrics.md differs from the declared metrics. Write its tables anew with: mvn -pl"
                + " agent/core -am test -Dtest=MetricsTest -Dtacho.regenerate=true"
                + " -Dsurefire.failIfNoSpecifiedTests=false")
        .isEqualTo(MetricsPage.rendered(page));
  }

  @Test
  void thePageHasATableForEverySection() throws IOException {
    String page = Files.readString(PAGE);
    for (Metric metric : Metrics.all()) {
      assertThat(page).contains("| `" + metric.name + "` | " + metric.type.label + " | ");
    }
  }

  private static String line(Metric metric) {
    String labels = String.join(" ", metric.labels);
    return (metric.name + " " + metric.type.label + " " + labels).strip();
  }
}
