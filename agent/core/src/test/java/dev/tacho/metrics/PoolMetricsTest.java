package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PoolMetricsTest {
  private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

  private final Families families = TestFamilies.with("max-series=10");
  private final PoolMetrics pools = families.pools();

  /** A pool with three connections, two of which are in use. */
  private static final class Source implements PoolMetrics.Source {
    boolean open = true;
    PoolNumbers numbers = PoolNumbers.of(2, 1, 10, 4);

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public PoolNumbers read() {
      return numbers;
    }
  }

  private final Source source = new Source();

  @Test
  void aPoolIsShownAsItIsAtEachScrape() {
    open("orders", source);

    assertThat(gauges("orders")).containsExactly(2.0, 1.0, 10.0, 4.0);

    source.numbers = PoolNumbers.of(0, 3, 10, 0);
    assertThat(gauges("orders")).containsExactly(0.0, 3.0, 10.0, 0.0);
  }

  @Test
  void waitUseAndTimeoutsAreThereFromTheFirstSightOfAPool() {
    open("orders", source);

    Scrape scrape = Scrape.of(families);
    assertThat(scrape.value("db_connection_wait_seconds_count{pool=\"orders\"}")).isZero();
    assertThat(scrape.value("db_connection_use_seconds_count{pool=\"orders\"}")).isZero();
    assertThat(scrape.value("db_connection_timeouts_total{pool=\"orders\"}")).isZero();
  }

  @Test
  void waitUseAndTimeoutsAreCounted() {
    PoolMetrics.Pool pool = open("orders", source);
    pool.observeWait(5 * MILLISECOND);
    pool.observeUse(20 * MILLISECOND);
    pool.observeUse(10 * MILLISECOND);
    pool.countTimeout();

    Scrape scrape = Scrape.of(families);
    assertThat(scrape.value("db_connection_wait_seconds_sum{pool=\"orders\"}")).isEqualTo(0.005);
    assertThat(scrape.value("db_connection_use_seconds_sum{pool=\"orders\"}")).isEqualTo(0.03);
    assertThat(scrape.counted("db_connection_use_seconds_count"))
        .containsExactly("{pool=\"orders\"} 2");
    assertThat(scrape.counted("db_connection_timeouts_total"))
        .containsExactly("{pool=\"orders\"} 1");
    assertThat(scrape.labels("db_connection_wait_seconds_bucket"))
        .extracting(bucket -> bucket.replaceAll(".*le=\"([^\"]*)\".*", "$1"))
        .containsExactly(
            "5.0E-4", "0.001", "0.005", "0.01", "0.05", "0.1", "0.5", "1.0", "5.0", "10.0", "+Inf");
  }

  @Test
  void withoutAPoolNothingIsShown() {
    Scrape scrape = Scrape.of(families);

    for (String metric :
        List.of(
            "db_connections",
            "db_connections_max",
            "db_connection_requests_pending",
            "db_connection_wait_seconds_count",
            "db_connection_use_seconds_count",
            "db_connection_timeouts_total")) {
      assertThat(scrape.labels(metric)).isEmpty();
    }
  }

  @Test
  void numbersThatDoNotFitTogetherAreNotNegative() {
    source.numbers = PoolNumbers.of(-1, -2, 3, -4);
    open("orders", source);

    assertThat(gauges("orders")).containsExactly(0.0, 0.0, 3.0, 0.0);
  }

  @Test
  void aPoolWithoutABoundHasInfiniteRoom() {
    source.numbers = PoolNumbers.of(1, 0, -1, 0);
    open("orders", source);

    assertThat(gauges("orders")).containsExactly(1.0, 0.0, Double.POSITIVE_INFINITY, 0.0);
  }

  @Test
  void aPoolThatCannotBeReadCostsItsGaugesOnly() {
    source.numbers = null;
    open("orders", source).observeWait(MILLISECOND);
    open("members", new Source());

    Scrape scrape = Scrape.of(families);
    assertThat(scrape.labels("db_connections_max")).containsExactly("{pool=\"members\"}");
    assertThat(scrape.counted("db_connection_wait_seconds_count"))
        .containsExactly("{pool=\"orders\"} 1");
  }

  @Test
  void poolsOfOneNameAreAddedUp() {
    Source second = new Source();
    PoolMetrics.Pool one = open("orders", source);
    PoolMetrics.Pool two = open("orders", second);
    one.countTimeout();
    two.countTimeout();

    assertThat(gauges("orders")).containsExactly(4.0, 2.0, 20.0, 8.0);
    assertThat(timeouts("orders")).isEqualTo(2);

    source.open = false;
    assertThat(gauges("orders")).containsExactly(2.0, 1.0, 10.0, 4.0);
    assertThat(timeouts("orders")).isEqualTo(2);
    assertThat(one.isForgotten()).isTrue();
    assertThat(two.isForgotten()).isFalse();
  }

  @Test
  void theSeriesOfAClosedPoolGoAndBeginAnew() {
    PoolMetrics.Pool first = open("orders", source);
    first.countTimeout();
    first.observeUse(MILLISECOND);

    source.open = false;
    Scrape scrape = Scrape.of(families);
    assertThat(scrape.labels("db_connections")).isEmpty();
    assertThat(scrape.labels("db_connection_use_seconds_count")).isEmpty();
    assertThat(scrape.labels("db_connection_timeouts_total")).isEmpty();

    open("orders", new Source());
    first.countTimeout();
    first.observeUse(MILLISECOND);
    scrape = Scrape.of(families);
    assertThat(scrape.counted("db_connection_use_seconds_count")).isEmpty();
    assertThat(timeouts("orders")).isZero();
  }

  @Test
  void poolsWithoutANameHaveTheLowestNumberThatIsFree() {
    Source second = new Source();

    assertThat(open(null, source).name()).isEqualTo("HikariPool-1");
    assertThat(open("", second).name()).isEqualTo("HikariPool-2");
    assertThat(pools.open(null, "c3p0", new Source()).name()).isEqualTo("c3p0-1");
    source.open = false;
    assertThat(open(null, new Source()).name()).isEqualTo("HikariPool-1");
    assertThat(open(null, new Source()).name()).isEqualTo("HikariPool-3");
  }

  @Test
  void aNameIsStrippedOfControlCharactersAndCut() {
    assertThat(open("a\nb" + "x".repeat(200), source).name()).isEqualTo("ab" + "x".repeat(118));
    assertThat(open("\u0007", source).name()).isEqualTo("HikariPool-1");
  }

  @Test
  void twoHundredPoolsAreShownWhateverMaxSeriesSaysAndTheRestAsOther() {
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < 202; i++) {
      sources.add(new Source());
      open("pool" + i, sources.get(i)).observeWait(MILLISECOND);
    }

    Scrape scrape = Scrape.of(families);
    assertThat(scrape.labels("db_connections_max")).hasSize(201).contains("{pool=\"_other_\"}");
    assertThat(gauges("_other_")).containsExactly(4.0, 2.0, 20.0, 8.0);
    assertThat(scrape.sum("db_connection_wait_seconds_count")).isEqualTo(202);
    assertThat(scrape.value("tacho_series_overflow_total{family=\"db_connections\"}")).isEqualTo(2);
    assertThat(scrape.value("tacho_series{family=\"db_connections\"}")).isEqualTo(201);

    sources.forEach(each -> each.open = false);
    open("late", source);
    assertThat(Scrape.of(families).labels("db_connections_max")).containsExactly("{pool=\"late\"}");
    assertThat(Scrape.of(families).value("tacho_series{family=\"db_connections\"}")).isEqualTo(1);
  }

  private PoolMetrics.Pool open(String name, Source opened) {
    return pools.open(name, "HikariPool", opened);
  }

  /** Active, idle, the most, pending. */
  private List<Double> gauges(String pool) {
    Scrape scrape = Scrape.of(families);
    return List.of(
        scrape.value("db_connections{pool=\"" + pool + "\",state=\"active\"}"),
        scrape.value("db_connections{pool=\"" + pool + "\",state=\"idle\"}"),
        scrape.value("db_connections_max{pool=\"" + pool + "\"}"),
        scrape.value("db_connection_requests_pending{pool=\"" + pool + "\"}"));
  }

  private double timeouts(String pool) {
    return Scrape.of(families).value("db_connection_timeouts_total{pool=\"" + pool + "\"}");
  }
}
