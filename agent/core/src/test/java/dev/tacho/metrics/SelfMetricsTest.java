package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SelfMetricsTest {
  @Test
  void objectivesAreThoseInForce() {
    Scrape scrape = Scrape.of(TestFamilies.with("availability-objective=99.95%"));

    assertThat(scrape.value("tacho_objective_ratio{slo=\"availability\"}")).isEqualTo(0.9995);
    assertThat(scrape.value("tacho_objective_ratio{slo=\"latency\"}")).isEqualTo(0.999);
  }

  @Test
  void thresholdsAreThoseInForce() {
    Scrape scrape = Scrape.of(TestFamilies.with("slow-query=250ms"));

    assertThat(scrape.value("tacho_threshold_seconds{kind=\"slow_query\"}")).isEqualTo(0.25);
    assertThat(scrape.value("tacho_threshold_seconds{kind=\"critical_query\"}")).isEqualTo(5);
  }
}
