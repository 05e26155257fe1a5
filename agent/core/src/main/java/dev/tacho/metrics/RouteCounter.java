package dev.tacho.metrics;

import dev.tacho.catalog.Metric;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A counter by route and one more label, both of them free: past the limit a new series gives up
 * the other label first, and its route, too, unless that is exempt. Any thread may add; adding to a
 * known series allocates nothing and takes no lock.
 */
final class RouteCounter {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Metric metric;
  private final String otherLabel;
  private final double amountPerUnit;
  private final SeriesLimit limit;
  private final ConcurrentMap<String, ConcurrentMap<String, LongAdder>> byRoute =
      new ConcurrentHashMap<>();

  private RouteCounter(Metric metric, int maxSeries, double amountPerUnit) {
    this.metric = metric;
    this.otherLabel = metric.labels.get(1);
    this.amountPerUnit = amountPerUnit;
    this.limit = new SeriesLimit(metric.name, maxSeries);
  }

  /**
   * A counter of events.
   *
   * @param metric its labels are the route and another one
   */
  static RouteCounter ofEvents(Metric metric, int maxSeries) {
    return new RouteCounter(metric, maxSeries, 1);
  }

  /** A counter to which nanoseconds are added and which a scrape shows in seconds. */
  static RouteCounter ofNanos(Metric metric, int maxSeries) {
    return new RouteCounter(metric, maxSeries, NANOS_PER_SECOND);
  }

  /**
   * Adds to a series, which 0 only brings into being.
   *
   * @param routeIsExempt whether the limit lets the route in always, as it does declared ones
   * @param other the value of the other label
   */
  void add(String route, boolean routeIsExempt, String other, long amount) {
    LongAdder cell = find(route, other);
    (cell != null ? cell : newCell(route, routeIsExempt, other)).add(amount);
  }

  private LongAdder find(String route, String other) {
    ConcurrentMap<String, LongAdder> ofRoute = byRoute.get(route);
    return ofRoute == null ? null : ofRoute.get(other);
  }

  /** The series itself if there is room, else the one that takes in what has none. */
  private LongAdder newCell(String route, boolean routeIsExempt, String other) {
    LongAdder created = limit.isFull() ? null : create(route, other, false);
    if (created != null) {
      return created;
    }
    limit.countOverflow();
    String knownRoute = routeIsExempt ? route : SeriesLimit.OTHER;
    LongAdder overflow = find(knownRoute, SeriesLimit.OTHER);
    return overflow != null ? overflow : create(knownRoute, SeriesLimit.OTHER, true);
  }

  /** Null if there is no room, which an exempt series does not need. */
  private synchronized LongAdder create(String route, String other, boolean exempt) {
    LongAdder present = find(route, other);
    if (present != null) {
      return present;
    }
    if (!limit.tryTake(1, exempt)) {
      return null;
    }
    LongAdder created = new LongAdder();
    ConcurrentMap<String, LongAdder> ofRoute = byRoute.get(route);
    if (ofRoute == null) {
      ofRoute = new ConcurrentHashMap<>();
      byRoute.put(route, ofRoute);
    }
    ofRoute.put(other, created);
    return created;
  }

  void collect(MetricSnapshots.Builder out) {
    CounterSnapshot.Builder counter = Snapshots.counter(metric);
    for (Map.Entry<String, ConcurrentMap<String, LongAdder>> route : byRoute.entrySet()) {
      for (Map.Entry<String, LongAdder> series : route.getValue().entrySet()) {
        counter.dataPoint(
            Snapshots.counted(
                Labels.of("route", route.getKey(), otherLabel, series.getKey()),
                series.getValue().sum() / amountPerUnit));
      }
    }
    Snapshots.addUnlessEmpty(out, counter.build());
  }

  SeriesLimit limit() {
    return limit;
  }
}
