package dev.tacho.cli.diff;

import dev.tacho.cli.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** How many requests took how long, by upper bounds in seconds. Immutable. */
final class Histogram {
  /** The agent's buckets: each is so much wider than the one below. */
  private static final double GROWTH = Math.pow(2, 1 / 8.0);

  private final TreeMap<Double, Long> counts = new TreeMap<>();

  private Histogram() {}

  /** Reads {@code [[upper, count], …]}; null is no bound. */
  static Histogram of(JsonValue buckets) {
    Histogram histogram = new Histogram();
    for (JsonValue bucket : buckets.list()) {
      List<JsonValue> pair = bucket.list();
      double upper = pair.isEmpty() ? Double.NaN : pair.get(0).number();
      long count = pair.size() < 2 ? 0 : pair.get(1).count();
      histogram.counts.merge(
          Double.isNaN(upper) ? Double.POSITIVE_INFINITY : upper, count, Long::sum);
    }
    return histogram;
  }

  /** What has been added since {@code earlier}; never less than nothing. */
  Histogram since(Histogram earlier) {
    Histogram gained = new Histogram();
    counts.forEach(
        (upper, count) ->
            gained.counts.put(upper, Math.max(0, count - earlier.counts.getOrDefault(upper, 0L))));
    return gained;
  }

  /** The bounds of both, ascending. */
  static SortedSet<Double> bounds(Histogram one, Histogram other) {
    SortedSet<Double> bounds = new TreeSet<>(one.counts.keySet());
    bounds.addAll(other.counts.keySet());
    return bounds;
  }

  long[] counts(SortedSet<Double> bounds) {
    return bounds.stream().mapToLong(bound -> counts.getOrDefault(bound, 0L)).toArray();
  }

  /** The value in seconds below which a share of the requests is; NaN without any. */
  double quantile(double share) {
    double rank = share * counts.values().stream().mapToLong(Long::longValue).sum();
    double below = 0;
    double lower = 0;
    for (Map.Entry<Double, Long> bucket : counts.entrySet()) {
      double upper = bucket.getKey();
      if (bucket.getValue() > 0 && below + bucket.getValue() >= rank) {
        double begin = Math.max(lower, upper / GROWTH);
        return Double.isInfinite(upper)
            ? lower
            : begin * Math.pow(upper / begin, (rank - below) / bucket.getValue());
      }
      below += bucket.getValue();
      lower = upper;
    }
    return Double.NaN;
  }
}
