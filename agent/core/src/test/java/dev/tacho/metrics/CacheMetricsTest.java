package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class CacheMetricsTest {
  private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

  private final Families families = TestFamilies.with("max-series=10");
  private final CacheMetrics cache = families.cache();

  @Test
  void readsCountHitsAndMissesByKey() {
    CacheMetrics.Series mget = cache.series("redis", "mget", true);
    mget.time(MILLISECOND);
    mget.countKeys(3, 2);

    assertThat(operations())
        .containsExactlyInAnyOrder(
            "{operation=\"mget\",result=\"hit\",system=\"redis\"} 3",
            "{operation=\"mget\",result=\"miss\",system=\"redis\"} 2");
    assertThat(Scrape.of(families).counted("cache_operation_duration_seconds_count"))
        .containsExactly("{operation=\"mget\",system=\"redis\"} 1");
  }

  @Test
  void otherCommandsCountOkAndError() {
    CacheMetrics.Series set = cache.series("redis", "set", false);
    set.countOk();
    set.countOk();
    set.countError();

    assertThat(operations())
        .containsExactlyInAnyOrder(
            "{operation=\"set\",result=\"ok\",system=\"redis\"} 2",
            "{operation=\"set\",result=\"error\",system=\"redis\"} 1");
  }

  @Test
  void countersThatCanBeAlertedOnExistFromTheStart() {
    cache.series("redis", "get", true);
    cache.series("redis", "set", false);

    assertThat(Scrape.of(families).labels("cache_operations_total"))
        .containsExactlyInAnyOrder(
            "{operation=\"get\",result=\"hit\",system=\"redis\"}",
            "{operation=\"get\",result=\"miss\",system=\"redis\"}",
            "{operation=\"get\",result=\"error\",system=\"redis\"}",
            "{operation=\"set\",result=\"ok\",system=\"redis\"}",
            "{operation=\"set\",result=\"error\",system=\"redis\"}");
  }

  @Test
  void aCommandThatIsNeverTimedHasNoHistogram() {
    cache.series("redis", "blpop", false).countOk();

    assertThat(Scrape.of(families).labels("cache_operation_duration_seconds_count")).isEmpty();
  }

  @Test
  void commandsPastTheCapAreOtherAndNoMeasurementIsLost() {
    for (int i = 0; i < 10; i++) {
      cache.series("redis", "command" + i, false).countOk();
    }
    CacheMetrics.Series get = cache.series("redis", "get", true);
    get.time(MILLISECOND);
    get.countKeys(1, 0);
    get.countKeys(0, 1);
    cache.series("redis", "set", false).countOk();
    cache.series("redis", "del", false).countError();

    Scrape scrape = Scrape.of(families);

    assertThat(scrape.counted("cache_operations_total"))
        .hasSize(14)
        .contains(
            "{operation=\"_other_\",result=\"hit\",system=\"redis\"} 1",
            "{operation=\"_other_\",result=\"miss\",system=\"redis\"} 1",
            "{operation=\"_other_\",result=\"ok\",system=\"redis\"} 1",
            "{operation=\"_other_\",result=\"error\",system=\"redis\"} 1");
    assertThat(scrape.counted("cache_operation_duration_seconds_count"))
        .containsExactly("{operation=\"_other_\",system=\"redis\"} 1");
    assertThat(
            scrape.value(
                "tacho_series_overflow_total{family=\"cache_operation_duration_seconds\"}"))
        .isEqualTo(4);
  }

  @Test
  void theHitRatioIsAbsentUntilTheFirstRead() {
    cache.series("redis", "set", false).countOk();
    CacheMetrics.Series get = cache.series("redis", "get", true);
    get.countError();
    assertThat(hitRatio()).isNull();

    get.countKeys(0, 1);
    assertThat(hitRatio()).isZero();

    cache.series("redis", "mget", true).countKeys(3, 0);
    assertThat(hitRatio()).isEqualTo(0.75);
  }

  @Test
  void theHitRatioIsThatOfTheWindow() {
    CacheMetrics.Series get = cache.series("redis", "get", true);
    get.countKeys(0, 100);
    families.sample(System.nanoTime() - TimeUnit.MINUTES.toNanos(2));
    assertThat(hitRatio()).isNull();

    get.countKeys(1, 1);
    assertThat(hitRatio()).isEqualTo(0.5);
  }

  private Double hitRatio() {
    return Scrape.of(families).value("cache_hit_ratio");
  }

  private java.util.List<String> operations() {
    return Scrape.of(families).counted("cache_operations_total");
  }
}
