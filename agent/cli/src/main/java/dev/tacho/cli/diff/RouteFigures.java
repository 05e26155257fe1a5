package dev.tacho.cli.diff;

import dev.tacho.cli.JsonValue;

/** What a summary says of one route and method. Immutable. */
final class RouteFigures {
  static final RouteFigures NONE = new RouteFigures(0, 0, 0, Histogram.of(new JsonValue(null)));

  final long requests;
  final long errors;
  final long slow;
  final Histogram latencies;

  private RouteFigures(long requests, long errors, long slow, Histogram latencies) {
    this.requests = requests;
    this.errors = errors;
    this.slow = slow;
    this.latencies = latencies;
  }

  static RouteFigures of(JsonValue row) {
    return new RouteFigures(
        row.at("requests").count(),
        row.at("errors_5xx").count(),
        row.at("slow").count(),
        Histogram.of(row.at("latency_buckets")));
  }

  RouteFigures since(RouteFigures earlier) {
    return new RouteFigures(
        Math.max(0, requests - earlier.requests),
        Math.max(0, errors - earlier.errors),
        Math.max(0, slow - earlier.slow),
        latencies.since(earlier.latencies));
  }

  /** NaN without requests. */
  double errorRatio() {
    return requests == 0 ? Double.NaN : (double) errors / requests;
  }

  /** NaN without requests. */
  double slowRatio() {
    return requests == 0 ? Double.NaN : (double) slow / requests;
  }
}
