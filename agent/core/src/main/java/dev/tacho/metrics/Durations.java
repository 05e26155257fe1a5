package dev.tacho.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/** The durations of one family: its cells take nanoseconds, the scrape shows seconds. */
final class Durations extends Distribution {
  /**
   * @param bounds the classic upper bounds in seconds, ascending
   */
  Durations(String name, String help, double[] bounds, String... labelNames) {
    super(name, help, BucketLayout.ofSeconds(bounds), labelNames);
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

  static CounterSnapshot.CounterDataPointSnapshot countedSeconds(Labels labels, long nanos) {
    return CounterSnapshot.CounterDataPointSnapshot.builder()
        .labels(labels)
        .value(nanos / 1e9)
        .build();
  }

  /** Adds a family unless it has no series yet: a name with nothing under it is noise. */
  static void addUnlessEmpty(MetricSnapshots.Builder out, MetricSnapshot snapshot) {
    if (!snapshot.getDataPoints().isEmpty()) {
      out.metricSnapshot(snapshot);
    }
  }
}
