package dev.tacho.cli.check;

/** What an objective limits. Latencies are in seconds, from when a request was due. */
enum Measure {
  P50("p50", 50),
  P95("p95", 95),
  P99("p99", 99),
  MAX("max", 100),
  /** The share of requests without an expected answer. */
  ERRORS("errors", 0);

  final String label;
  final double percentile;

  Measure(String label, double percentile) {
    this.label = label;
    this.percentile = percentile;
  }

  boolean isLatency() {
    return this != ERRORS;
  }
}
