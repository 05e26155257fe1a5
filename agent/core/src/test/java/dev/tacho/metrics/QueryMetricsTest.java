package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class QueryMetricsTest {
  private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);
  private static final String MEMBERS =
      "{collection=\"members\",operation=\"select\",system=\"h2\"";

  private final Families families =
      TestFamilies.with("max-series=14,slow-query=100ms,critical-query=2s");
  private final QueryMetrics queries = families.queries();

  @Test
  void successAndErrorAddUpToTheHistogramsCount() {
    QueryMetrics.Series members = queries.series("h2", "select", "members");
    members.record(MILLISECOND, null);
    members.record(MILLISECOND, null);
    members.record(MILLISECOND, QueryError.SYNTAX);

    Scrape scrape = Scrape.of(families);

    assertThat(scrape.counted("db_query_duration_seconds_count")).containsExactly(MEMBERS + "} 3");
    assertThat(scrape.counted("db_queries_total"))
        .containsExactlyInAnyOrder(
            MEMBERS.replace("system", "status=\"success\",system") + "} 2",
            MEMBERS.replace("system", "status=\"error\",system") + "} 1");
  }

  @Test
  void everyKindOfErrorHasItsCounterFromTheStart() {
    QueryMetrics.Series members = queries.series("h2", "select", "members");
    for (QueryError error : QueryError.values()) {
      assertThat(Scrape.of(families).value(errors(error))).as(error.label()).isZero();

      members.record(MILLISECOND, error);

      assertThat(Scrape.of(families).value(errors(error))).as(error.label()).isEqualTo(1);
    }
  }

  @Test
  void slowIncludesCriticalAndBothExcludeTheThresholdItself() {
    QueryMetrics.Series members = queries.series("h2", "select", "members");
    members.record(100 * MILLISECOND, null);
    members.record(100 * MILLISECOND + 1, null);
    members.record(2000 * MILLISECOND, null);
    members.record(2000 * MILLISECOND + 1, QueryError.TIMEOUT);

    assertThat(Scrape.of(families).counted("db_slow_queries_total"))
        .containsExactlyInAnyOrder(
            MEMBERS + ",threshold=\"slow\"} 3", MEMBERS + ",threshold=\"critical\"} 1");
  }

  @Test
  void thresholdsAreBordersOfTheHistogram() {
    queries.series("h2", "select", "members").record(MILLISECOND, null);

    assertThat(Scrape.of(families).labels("db_query_duration_seconds_bucket"))
        .extracting(bucket -> bucket.replaceAll(".*le=\"(.*)\"}", "$1"))
        .containsExactly(
            "5.0E-4", "0.001", "0.005", "0.01", "0.05", "0.1", "0.5", "1.0", "2.0", "5.0", "10.0",
            "+Inf");
  }

  @Test
  void oneSeriesIsAnsweredForOneCombination() {
    assertThat(queries.series("h2", "select", "a")).isSameAs(queries.series("h2", "select", "a"));
    assertThat(queries.series("h2", "insert", "a"))
        .isNotSameAs(queries.series("h2", "select", "a"));
  }

  @Test
  void tablesPastTheCapAreOtherWhileSystemAndOperationStay() {
    for (int i = 0; i < 20; i++) {
      queries.series("h2", "select", "table" + i).record(MILLISECOND, null);
    }
    queries.series("oracle", "insert", "late").record(MILLISECOND, QueryError.DATA);

    Scrape scrape = Scrape.of(families);

    assertThat(scrape.counted("db_query_duration_seconds_count"))
        .hasSize(16)
        .contains("{collection=\"_other_\",operation=\"select\",system=\"h2\"} 6")
        .contains("{collection=\"_other_\",operation=\"insert\",system=\"oracle\"} 1");
    assertThat(scrape.sum("db_queries_total")).isEqualTo(21);
    assertThat(scrape.counted("db_query_errors_total"))
        .containsExactly(
            "{collection=\"_other_\",error=\"data\",operation=\"insert\",system=\"oracle\"} 1");
    assertThat(scrape.value("tacho_series_overflow_total{family=\"db_query_duration_seconds\"}"))
        .isEqualTo(7);
  }

  @Test
  void aCounterWithSeveralSeriesForEachOneKeepsToTheCapToo() {
    for (int i = 0; i < 20; i++) {
      queries.series("h2", "select", "table" + i).record(3000 * MILLISECOND, QueryError.DATA);
    }

    Scrape scrape = Scrape.of(families);

    for (String family :
        List.of("db_queries_total", "db_slow_queries_total", "db_query_errors_total")) {
      assertThat(scrape.labels(family).stream().filter(row -> !row.contains("_other_")).count())
          .as(family)
          .isEqualTo(14);
      assertThat(scrape.value("tacho_series{family=\"" + family + "\"}"))
          .as(family)
          .isEqualTo(scrape.labels(family).size());
    }
    assertThat(scrape.sum("db_queries_total")).isEqualTo(20);
    assertThat(scrape.sum("db_query_errors_total")).isEqualTo(20);
    assertThat(scrape.value(other("db_queries_total", "status=\"error\",system=\"h2\"")))
        .isEqualTo(13);
    assertThat(scrape.value("tacho_series_overflow_total{family=\"db_query_errors_total\"}"))
        .isEqualTo(18);
  }

  private static String other(String family, String rest) {
    return family + "{collection=\"_other_\",operation=\"select\"," + rest + "}";
  }

  @Test
  void errorsNeverExceedTheCountOfAScrapeThatRacesWithRecording() throws Exception {
    QueryMetrics.Series members = queries.series("h2", "select", "members");
    Thread recording =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                members.record(MILLISECOND, QueryError.OTHER);
              }
            });
    recording.start();
    try {
      for (int i = 0; i < 200; i++) {
        Scrape scrape = Scrape.of(families);
        List<String> succeeded =
            scrape.labels("db_queries_total").stream()
                .filter(labels -> labels.contains("success"))
                .toList();
        for (String labels : succeeded) {
          assertThat(scrape.value("db_queries_total" + labels)).isNotNegative();
        }
        assertThat(scrape.sum("db_queries_total"))
            .isEqualTo(scrape.sum("db_query_duration_seconds_count"));
      }
    } finally {
      recording.interrupt();
      recording.join();
    }
  }

  private static String errors(QueryError error) {
    return "db_query_errors_total{collection=\"members\",error=\""
        + error.label()
        + "\",operation=\"select\",system=\"h2\"}";
  }
}
