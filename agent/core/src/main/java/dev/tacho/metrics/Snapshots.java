package dev.tacho.metrics;

import dev.tacho.catalog.Metric;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/** Makes the library's snapshots of metrics as they are declared. */
final class Snapshots {
  private static final double NANOS_PER_SECOND = 1e9;

  private Snapshots() {}

  static CounterSnapshot.Builder counter(Metric metric) {
    return CounterSnapshot.builder().name(metric.baseName()).help(metric.help);
  }

  static GaugeSnapshot.Builder gauge(Metric metric) {
    return GaugeSnapshot.builder().name(metric.baseName()).help(metric.help);
  }

  /** A gauge with one series, which has no labels. */
  static GaugeSnapshot gauge(Metric metric, double value) {
    return gauge(metric).dataPoint(point(Labels.EMPTY, value)).build();
  }

  static HistogramSnapshot.Builder histogram(Metric metric) {
    return HistogramSnapshot.builder().name(metric.baseName()).help(metric.help);
  }

  /** The values of the labels, in the order in which they are declared. */
  static InfoSnapshot info(Metric metric, String... values) {
    return InfoSnapshot.builder()
        .name(metric.baseName())
        .help(metric.help)
        .dataPoint(
            InfoSnapshot.InfoDataPointSnapshot.builder()
                .labels(Labels.of(metric.labelNames(), values))
                .build())
        .build();
  }

  static GaugeDataPointSnapshot point(Labels labels, double value) {
    return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
  }

  static CounterDataPointSnapshot counted(Labels labels, long value) {
    return counted(labels, (double) value);
  }

  static CounterDataPointSnapshot countedSeconds(Labels labels, long nanos) {
    return counted(labels, nanos / NANOS_PER_SECOND);
  }

  static CounterDataPointSnapshot counted(Labels labels, double value) {
    return CounterDataPointSnapshot.builder().labels(labels).value(value).build();
  }

  /** Adds a family unless it has no series yet: a name with nothing under it is noise. */
  static void addUnlessEmpty(MetricSnapshots.Builder out, MetricSnapshot snapshot) {
    if (!snapshot.getDataPoints().isEmpty()) {
      out.metricSnapshot(snapshot);
    }
  }
}
