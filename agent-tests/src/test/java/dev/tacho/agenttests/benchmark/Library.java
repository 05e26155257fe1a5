package dev.tacho.agenttests.benchmark;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;

/** The metrics that hand-written code would declare, with the kinds and bounds of the contract. */
final class Library {
  static final double NANOS_PER_SECOND = 1e9;

  private Library() {}

  /** Classic and native. */
  static Histogram histogram(String name, double[] upperBounds, String... labelNames) {
    return Histogram.builder()
        .name(name)
        .help(name)
        .labelNames(labelNames)
        .classicUpperBounds(upperBounds)
        .withoutExemplars()
        .build();
  }

  static Counter counter(String name, String... labelNames) {
    return Counter.builder()
        .name(name)
        .help(name)
        .labelNames(labelNames)
        .withoutExemplars()
        .build();
  }

  static Gauge gauge(String name) {
    return Gauge.builder().name(name).help(name).withoutExemplars().build();
  }
}
