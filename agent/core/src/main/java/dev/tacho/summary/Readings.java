package dev.tacho.summary;

import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one collection of the metrics read, by their names. Used by one thread. */
final class Readings {
  private final Map<String, MetricSnapshot> byName = new HashMap<>();

  Readings(MetricSnapshots all) {
    for (MetricSnapshot metric : all) {
      byName.put(metric.getMetadata().getName(), metric);
    }
  }

  /** The series of a counter, without the suffix {@code _total}, or of a gauge. */
  List<Labels> series(String metric) {
    List<Labels> labels = new ArrayList<>();
    for (DataPointSnapshot series : all(metric)) {
      labels.add(series.getLabels());
    }
    return labels;
  }

  /** The values of {@link #series}, in the same order. */
  List<Double> values(String metric) {
    List<Double> values = new ArrayList<>();
    for (DataPointSnapshot series : all(metric)) {
      values.add(value(series));
    }
    return values;
  }

  private static double value(DataPointSnapshot series) {
    return series instanceof CounterDataPointSnapshot
        ? ((CounterDataPointSnapshot) series).getValue()
        : ((GaugeDataPointSnapshot) series).getValue();
  }

  /** The sum of all series; NaN if there is none. */
  double sum(String metric) {
    double sum = Double.NaN;
    for (double value : values(metric)) {
      sum = Double.isNaN(sum) ? value : sum + value;
    }
    return sum;
  }

  /** The value of the series that has this label; NaN if there is none. */
  double value(String metric, String label, String labelValue) {
    for (DataPointSnapshot series : all(metric)) {
      if (labelValue.equals(series.getLabels().get(label))) {
        return value(series);
      }
    }
    return Double.NaN;
  }

  List<HistogramDataPointSnapshot> histograms(String metric) {
    List<HistogramDataPointSnapshot> histograms = new ArrayList<>();
    for (DataPointSnapshot series : all(metric)) {
      histograms.add((HistogramDataPointSnapshot) series);
    }
    return histograms;
  }

  private List<? extends DataPointSnapshot> all(String metric) {
    MetricSnapshot snapshot = byName.get(metric);
    return snapshot == null ? Collections.<DataPointSnapshot>emptyList() : snapshot.getDataPoints();
  }
}
