package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusProtobufWriter;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What the options metrics.disable, labels.drop, buckets, histograms and sampling make of a scrape.
 */
final class MetricShapeTest {
  private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

  @Test
  void aDisabledFamilyIsNotShown() {
    Families families = TestFamilies.with("metrics.disable=database;http_active_requests");
    work(families);

    List<String> names = names(families);
    assertThat(names)
        .noneMatch(name -> name.startsWith("db_quer") || name.startsWith("db_slow"))
        .doesNotContain("http_active_requests")
        .contains("http_requests", "cache_operations", "external_api_requests");
  }

  @Test
  void aDisabledHistogramIsNotFilledWhileItsTotalGoesOn() {
    Families families = TestFamilies.with("metrics.disable=db_query_duration_seconds");
    work(families);

    Scrape scrape = Scrape.of(families);
    assertThat(scrape.sum("db_query_duration_seconds_count")).isZero();
    assertThat(scrape.counted("db_queries_total"))
        .containsExactlyInAnyOrder(
            "{collection=\"orders\",operation=\"select\",status=\"error\",system=\"h2\"} 1",
            "{collection=\"orders\",operation=\"select\",status=\"success\",system=\"h2\"} 2",
            "{collection=\"orders\",operation=\"insert\",status=\"success\",system=\"h2\"} 1");
    families.configure(TestFamilies.config(""));
    assertThat(Scrape.of(families).sum("db_query_duration_seconds_count")).isZero();
    work(families);
    assertThat(Scrape.of(families).sum("db_query_duration_seconds_count")).isEqualTo(4);
    assertThat(Scrape.of(families).sum("db_queries_total")).isEqualTo(8);
  }

  @Test
  void metricsOfTheLibraryAreDisabledByFamilyAndByName() {
    Families families =
        TestFamilies.with("metrics.disable=process;jvm_runtime_info;jvm_threads_state");
    families.jvm().run();

    assertThat(names(families))
        .contains("jvm_memory_used_bytes", "jvm_threads_current")
        .doesNotContain("jvm_runtime", "jvm_threads_state")
        .noneMatch(name -> name.startsWith("process_"));
    families.configure(TestFamilies.config("metrics.disable=jvm_memory_used_bytes"));
    assertThat(names(families))
        .doesNotContain("jvm_memory_used_bytes")
        .contains("process_cpu_seconds", "jvm_threads_state");
  }

  @Test
  void theLibraryIsNotEvenStartedWhereAllOfItIsDisabled() {
    Families families = TestFamilies.with("metrics.disable=jvm;process");
    families.jvm().run();
    families.configure(TestFamilies.config(""));
    assertThat(names(families)).noneMatch(name -> name.startsWith("jvm_"));

    families.jvm().run();
    assertThat(names(families)).contains("jvm_memory_used_bytes", "process_cpu_seconds");
  }

  @Test
  void seriesThatADroppedLabelToldApartAreAddedUp() {
    Families families = TestFamilies.with("labels.drop=database:operation");
    work(families);

    Scrape scrape = Scrape.of(families);
    assertThat(scrape.counted("db_queries_total"))
        .containsExactlyInAnyOrder(
            "{collection=\"orders\",status=\"error\",system=\"h2\"} 1",
            "{collection=\"orders\",status=\"success\",system=\"h2\"} 3");
    assertThat(scrape.counted("db_query_duration_seconds_count"))
        .containsExactly("{collection=\"orders\",system=\"h2\"} 4");
    assertThat(scrape.value("db_query_duration_seconds_sum{collection=\"orders\",system=\"h2\"}"))
        .isEqualTo(6.015);
    assertThat(
            scrape.value(
                "db_query_duration_seconds_bucket{collection=\"orders\",system=\"h2\",le=\"0.005\"}"))
        .isEqualTo(2);
    assertThat(scrape.labels("external_api_requests_total"))
        .containsExactly("{operation=\"GET /v1\",peer_service=\"stripe\",status_code=\"200\"}");
  }

  @Test
  void addedUpHistogramsHaveTheBucketsAndExemplarsOfAll() {
    Families families = TestFamilies.with("labels.drop=operation;system;collection");
    QueryMetrics queries = families.queries();
    queries.series("h2", "select", "a").record(4 * MILLISECOND, null, 0, "old");
    queries.series("h2", "select", "b").record(4 * MILLISECOND, null, 0, null);
    queries.series("h2", "select", "b").record(40 * MILLISECOND, null, 0, "other");

    HistogramDataPointSnapshot series = histogram(families, "db_query_duration_seconds");
    assertThat(series.getLabels().isEmpty()).isTrue();
    assertThat(series.getCount()).isEqualTo(3);
    assertThat(series.getSum()).isEqualTo(0.048);
    assertThat(series.getNativeBucketsForPositiveValues().size()).isEqualTo(2);
    assertThat(series.getNativeBucketsForPositiveValues().getCount(0)).isEqualTo(2);
    assertThat(Scrape.exemplars(families, "db_query_duration_seconds"))
        .containsExactlyInAnyOrder("old", "other");
  }

  @Test
  void gaugesAreAddedUpButOfTimesTheLatestIsShown() {
    Families families = TestFamilies.with("labels.drop=jobs:task");
    families.jobs().task("a").started();
    families.jobs().task("b").started();
    families.jobs().task("b").started();
    families.jobs().task("b").finished(MILLISECOND, false);
    families.jobs().task("a").finished(MILLISECOND, false);
    families.jobs().task("a").started();

    Scrape scrape = Scrape.of(families);
    assertThat(scrape.value("background_jobs_running")).isEqualTo(2);
    double latest = scrape.value("background_job_last_success_timestamp_seconds");
    GaugeSnapshot single =
        (GaugeSnapshot)
            families.collectAll().stream()
                .filter(s -> s.getMetadata().getName().contains("last_success"))
                .findAny()
                .orElseThrow();
    assertThat(single.getDataPoints()).hasSize(2);
    assertThat(latest)
        .isEqualTo(
            Math.max(
                single.getDataPoints().get(0).getValue(),
                single.getDataPoints().get(1).getValue()));
  }

  @Test
  void everyScrapeFormatTakesWhatIsLeftWithoutAnyLabel() {
    for (String kind : new String[] {"both", "classic", "native"}) {
      Families families =
          TestFamilies.with(
              "histograms="
                  + kind
                  + ",labels.drop=method;route;status_code;system;operation;collection;status;error;"
                  + "result;peer_service;task;component;pool;state");
      work(families);
      assertThatCode(
              () ->
                  new PrometheusProtobufWriter()
                      .write(
                          new ByteArrayOutputStream(),
                          families.registry().scrape(),
                          EscapingScheme.DEFAULT))
          .doesNotThrowAnyException();
      assertThat(Scrape.of(families).value("http_requests_total")).isEqualTo(1);
      assertThat(Scrape.of(families).value("http_request_duration_seconds_count")).isEqualTo(1);
      assertThat(Scrape.of(families).value("db_query_duration_seconds_count")).isEqualTo(4);
    }
  }

  @Test
  void aReloadChangesWhatIsDropped() {
    Families families = TestFamilies.with("labels.drop=database:operation");
    work(families);
    families.configure(TestFamilies.config("labels.drop=database:status"));

    assertThat(Scrape.of(families).counted("db_queries_total"))
        .containsExactlyInAnyOrder(
            "{collection=\"orders\",operation=\"select\",system=\"h2\"} 3",
            "{collection=\"orders\",operation=\"insert\",system=\"h2\"} 1");
  }

  @Test
  void bucketsAreThoseOfTheConfigurationAndTheThresholds() {
    Families families = TestFamilies.with("buckets.database=1ms;20ms,slow-query=7ms");
    work(families);

    Scrape scrape = Scrape.of(families);
    assertThat(scrape.labels("db_query_duration_seconds_bucket"))
        .filteredOn(labels -> labels.contains("insert"))
        .extracting(labels -> labels.replaceAll(".*le=\"(.*)\"}", "$1"))
        .containsExactly("0.001", "0.007", "0.02", "5.0", "+Inf");
  }

  @Test
  void classicHistogramsHaveNoNativeBuckets() {
    Families families = TestFamilies.with("histograms=classic");
    work(families);

    HistogramDataPointSnapshot series = histogram(families, "http_request_duration_seconds");
    assertThat(series.hasNativeHistogramData()).isFalse();
    assertThat(series.getClassicBuckets().size()).isEqualTo(12);
    assertThat(series.getCount()).isEqualTo(1);
  }

  @Test
  void nativeHistogramsHaveNoClassicBuckets() {
    Families families = TestFamilies.with("histograms=native");
    work(families);

    HistogramDataPointSnapshot series = histogram(families, "http_request_duration_seconds");
    assertThat(series.hasClassicHistogramData()).isFalse();
    assertThat(series.getNativeBucketsForPositiveValues().size()).isEqualTo(1);
    assertThat(Scrape.of(families).labels("http_request_duration_seconds_bucket"))
        .containsExactly("{method=\"GET\",route=\"/orders\",status_code=\"200\",le=\"+Inf\"}");
  }

  /** Five standard deviations around the half: fails by chance once in 1.7 million. */
  @Test
  void samplingLeavesEveryCounterExact() {
    Families families =
        TestFamilies.with("sampling=http:50%;database:50%;cache:50%;external:50%,slow-query=3ms");
    int rounds = 10_000;
    for (int i = 0; i < rounds; i++) {
      work(families);
    }

    Scrape scrape = Scrape.of(families);
    assertThat(scrape.sum("http_requests_total")).isEqualTo(rounds);
    assertThat(scrape.sum("external_api_requests_total")).isEqualTo(rounds);
    assertThat(scrape.sum("cache_operations_total")).isEqualTo(rounds);
    assertThat(scrape.counted("db_queries_total"))
        .containsExactlyInAnyOrder(
            "{collection=\"orders\",operation=\"select\",status=\"error\",system=\"h2\"} 10000",
            "{collection=\"orders\",operation=\"select\",status=\"success\",system=\"h2\"} 20000",
            "{collection=\"orders\",operation=\"insert\",status=\"success\",system=\"h2\"} 10000");
    assertThat(scrape.counted("db_slow_queries_total"))
        .contains(
            "{collection=\"orders\",operation=\"select\",system=\"h2\",threshold=\"slow\"} 20000",
            "{collection=\"orders\",operation=\"select\",system=\"h2\",threshold=\"critical\"} 10000");
    assertThat(scrape.sum("http_request_db_queries_count")).isEqualTo(rounds);
    for (String histogram :
        new String[] {
          "http_request_duration_seconds",
          "external_api_duration_seconds",
          "cache_operation_duration_seconds"
        }) {
      assertThat(scrape.sum(histogram + "_count")).isBetween(4_750L, 5_250L);
    }
  }

  private static void work(Families families) {
    families
        .http()
        .requestFinished(
            families.http().routes().ofServlet("", "/orders", "servlet", false, 200),
            "GET",
            200,
            2 * MILLISECOND,
            0,
            null,
            new RequestWork());
    QueryMetrics.Series select = families.queries().series("h2", "select", "orders");
    select.record(2 * MILLISECOND, null);
    select.record(10 * MILLISECOND, QueryError.TIMEOUT);
    select.record(6_000 * MILLISECOND, null);
    families.queries().series("h2", "insert", "orders").record(3 * MILLISECOND, null);
    CacheMetrics.Series get = families.cache().series("redis", "get", true);
    get.time(MILLISECOND);
    get.countKeys(1, 0);
    families
        .external()
        .operation("api.stripe.com", -1, "GET", "/v1", new NormalizedPath())
        .answered(200, MILLISECOND);
  }

  private static HistogramDataPointSnapshot histogram(Families families, String name) {
    MetricSnapshot snapshot =
        families.registry().scrape(name::equals).stream().findAny().orElseThrow();
    return ((HistogramSnapshot) snapshot).getDataPoints().get(0);
  }

  private static List<String> names(Families families) {
    return families.registry().scrape().stream()
        .map(snapshot -> snapshot.getMetadata().getPrometheusName())
        .toList();
  }
}
