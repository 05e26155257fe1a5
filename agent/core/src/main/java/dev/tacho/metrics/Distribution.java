package dev.tacho.metrics;

import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A histogram family, classic and native, of durations or of plain counts. Any thread may get and
 * use cells; the scrape collects once and derives from that what follows from the histogram, so
 * that the two can never disagree.
 */
class Distribution {
  private final String name;
  private final String help;
  private final BucketLayout layout;
  private final String[] labelNames;
  private final ConcurrentMap<Labels, HistogramCell> cells = new ConcurrentHashMap<>();

  Distribution(String name, String help, BucketLayout layout, String... labelNames) {
    this.name = name;
    this.help = help;
    this.layout = layout;
    this.labelNames = labelNames;
    // Thrown away: a wrong label name fails here, and no thread of the application loads classes.
    new HistogramCell(layout, labels(labelNames)).observe(0, 0, "");
  }

  /**
   * The series with these labels, the same one each time. Keep it: finding it again hashes them.
   */
  final HistogramCell cell(String... labelValues) {
    Labels labels = labels(labelValues);
    HistogramCell present = cells.get(labels);
    if (present != null) {
      return present;
    }
    HistogramCell created = new HistogramCell(layout, labels);
    HistogramCell raced = cells.putIfAbsent(labels, created);
    return raced == null ? created : raced;
  }

  /** Shows the series with these labels no more; it begins anew when its cell is asked for. */
  final void remove(String... labelValues) {
    cells.remove(labels(labelValues));
  }

  final Labels labels(String... values) {
    return Labels.of(labelNames, values);
  }

  final HistogramSnapshot collect() {
    HistogramSnapshot.Builder out = HistogramSnapshot.builder().name(name).help(help);
    long nowMillis = System.currentTimeMillis();
    for (HistogramCell cell : cells.values()) {
      out.dataPoint(cell.collect(nowMillis));
    }
    return out.build();
  }

  /** The number of observations by series. */
  static Map<Labels, Long> counts(HistogramSnapshot snapshot) {
    Map<Labels, Long> counts = new HashMap<>();
    for (HistogramDataPointSnapshot series : snapshot.getDataPoints()) {
      counts.put(series.getLabels(), series.getCount());
    }
    return counts;
  }
}
