package dev.tacho.metrics;

import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.HashMap;
import java.util.Map;

/**
 * The duration histogram of one family, classic and native, with the library's data points as
 * cells. Any thread may observe; the scrape collects once and derives from that what follows from
 * the histogram, so that the two can never disagree.
 */
final class Durations {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Histogram histogram;
  private final String[] labelNames;

  Durations(String name, String help, double[] bounds, String... labelNames) {
    this.histogram =
        Histogram.builder(PrometheusProperties.get())
            .name(name)
            .help(help)
            .labelNames(labelNames)
            .classicUpperBounds(bounds)
            .withoutExemplars()
            .build();
    this.labelNames = labelNames;
  }

  /** One series. Keep it: finding it again hashes every label. */
  DistributionDataPoint cell(String... labelValues) {
    return histogram.labelValues(labelValues);
  }

  static void observe(DistributionDataPoint cell, long nanos) {
    cell.observe(nanos / NANOS_PER_SECOND);
  }

  Labels labels(String... values) {
    return Labels.of(labelNames, values);
  }

  HistogramSnapshot collect() {
    return histogram.collect();
  }

  /** A counter with the labels and the counts of {@code durations}. */
  static CounterSnapshot totals(String name, String help, HistogramSnapshot durations) {
    CounterSnapshot.Builder totals = CounterSnapshot.builder().name(name).help(help);
    for (HistogramDataPointSnapshot series : durations.getDataPoints()) {
      totals.dataPoint(counted(series.getLabels(), series.getCount()));
    }
    return totals.build();
  }

  static CounterSnapshot.CounterDataPointSnapshot counted(Labels labels, long value) {
    return CounterSnapshot.CounterDataPointSnapshot.builder()
        .labels(labels)
        .value((double) value)
        .build();
  }

  /** Adds a family unless it has no series yet: a name with nothing under it is noise. */
  static void addUnlessEmpty(MetricSnapshots.Builder out, MetricSnapshot snapshot) {
    if (!snapshot.getDataPoints().isEmpty()) {
      out.metricSnapshot(snapshot);
    }
  }

  /** The number of observations by series. */
  static Map<Labels, Long> counts(HistogramSnapshot durations) {
    Map<Labels, Long> counts = new HashMap<>();
    for (HistogramDataPointSnapshot series : durations.getDataPoints()) {
      counts.put(series.getLabels(), series.getCount());
    }
    return counts;
  }
}
