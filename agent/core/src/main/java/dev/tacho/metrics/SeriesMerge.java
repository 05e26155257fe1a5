package dev.tacho.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes labels away from a metric, and adds up the series that then have the same ones: counters,
 * histograms bucket by bucket, and gauges, but for times, of which the latest stays.
 */
final class SeriesMerge {
  private SeriesMerge() {}

  /** The metric without those of its labels that are in {@code dropped}. */
  static MetricSnapshot without(Set<String> dropped, MetricSnapshot snapshot) {
    MetricMetadata metadata = snapshot.getMetadata();
    if (snapshot instanceof CounterSnapshot) {
      CounterSnapshot counter = (CounterSnapshot) snapshot;
      return new CounterSnapshot(metadata, counters(grouped(counter.getDataPoints(), dropped)));
    }
    if (snapshot instanceof GaugeSnapshot) {
      boolean times = metadata.getPrometheusName().endsWith("_timestamp_seconds");
      GaugeSnapshot gauge = (GaugeSnapshot) snapshot;
      return new GaugeSnapshot(metadata, gauges(grouped(gauge.getDataPoints(), dropped), times));
    }
    if (snapshot instanceof HistogramSnapshot) {
      HistogramSnapshot histogram = (HistogramSnapshot) snapshot;
      return new HistogramSnapshot(
          metadata, histograms(grouped(histogram.getDataPoints(), dropped)));
    }
    return snapshot; // no metric of any other kind can be told to lose labels
  }

  private static <T extends DataPointSnapshot> Map<Labels, List<T>> grouped(
      Iterable<T> series, Set<String> dropped) {
    Map<Labels, List<T>> groups = new LinkedHashMap<>();
    for (T one : series) {
      Labels.Builder left = Labels.builder();
      for (Label label : one.getLabels()) {
        if (!dropped.contains(label.getName())) {
          left.label(label.getName(), label.getValue());
        }
      }
      Labels labels = left.build();
      List<T> group = groups.get(labels);
      if (group == null) {
        group = new ArrayList<>();
        groups.put(labels, group);
      }
      group.add(one);
    }
    return groups;
  }

  private static List<CounterDataPointSnapshot> counters(
      Map<Labels, List<CounterDataPointSnapshot>> groups) {
    List<CounterDataPointSnapshot> merged = new ArrayList<>();
    for (Map.Entry<Labels, List<CounterDataPointSnapshot>> group : groups.entrySet()) {
      double sum = 0;
      for (CounterDataPointSnapshot one : group.getValue()) {
        sum += one.getValue();
      }
      merged.add(Snapshots.counted(group.getKey(), sum));
    }
    return merged;
  }

  private static List<GaugeDataPointSnapshot> gauges(
      Map<Labels, List<GaugeDataPointSnapshot>> groups, boolean times) {
    List<GaugeDataPointSnapshot> merged = new ArrayList<>();
    for (Map.Entry<Labels, List<GaugeDataPointSnapshot>> group : groups.entrySet()) {
      double result = 0;
      for (GaugeDataPointSnapshot one : group.getValue()) {
        result = times ? Math.max(result, one.getValue()) : result + one.getValue();
      }
      merged.add(Snapshots.point(group.getKey(), result));
    }
    return merged;
  }

  private static List<HistogramDataPointSnapshot> histograms(
      Map<Labels, List<HistogramDataPointSnapshot>> groups) {
    List<HistogramDataPointSnapshot> merged = new ArrayList<>();
    for (Map.Entry<Labels, List<HistogramDataPointSnapshot>> group : groups.entrySet()) {
      merged.add(histogram(group.getKey(), group.getValue()));
    }
    return merged;
  }

  /** All have the same bounds and the same schema: they are series of one metric. */
  private static HistogramDataPointSnapshot histogram(
      Labels labels, List<HistogramDataPointSnapshot> group) {
    HistogramDataPointSnapshot first = group.get(0);
    double sum = 0;
    long zeros = 0;
    long created = Long.MAX_VALUE;
    for (HistogramDataPointSnapshot one : group) {
      sum += one.getSum();
      zeros += one.getNativeZeroCount();
      created = Math.min(created, one.getCreatedTimestampMillis());
    }
    HistogramDataPointSnapshot.Builder out =
        HistogramDataPointSnapshot.builder()
            .labels(labels)
            .sum(sum)
            .exemplars(exemplars(group))
            .createdTimestampMillis(created);
    if (first.hasClassicHistogramData()) {
      out.classicHistogramBuckets(classic(group));
    }
    if (first.hasNativeHistogramData()) {
      out.nativeSchema(first.getNativeSchema())
          .nativeZeroCount(zeros)
          .nativeZeroThreshold(first.getNativeZeroThreshold())
          .nativeBucketsForPositiveValues(natives(group));
    }
    return out.build();
  }

  private static ClassicHistogramBuckets classic(List<HistogramDataPointSnapshot> group) {
    ClassicHistogramBuckets first = group.get(0).getClassicBuckets();
    double[] bounds = new double[first.size()];
    long[] counts = new long[bounds.length];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = first.getUpperBound(i);
      for (HistogramDataPointSnapshot one : group) {
        counts[i] += one.getClassicBuckets().getCount(i);
      }
    }
    return ClassicHistogramBuckets.of(bounds, counts);
  }

  private static NativeHistogramBuckets natives(List<HistogramDataPointSnapshot> group) {
    TreeMap<Integer, Long> counts = new TreeMap<>();
    for (HistogramDataPointSnapshot one : group) {
      NativeHistogramBuckets buckets = one.getNativeBucketsForPositiveValues();
      for (int i = 0; i < buckets.size(); i++) {
        Long before = counts.get(buckets.getBucketIndex(i));
        counts.put(buckets.getBucketIndex(i), (before == null ? 0 : before) + buckets.getCount(i));
      }
    }
    return NativeHistogramBuckets.of(
        new ArrayList<>(counts.keySet()), new ArrayList<>(counts.values()));
  }

  /** The latest of each classic bucket; of all, where there are none. */
  private static Exemplars exemplars(List<HistogramDataPointSnapshot> group) {
    ClassicHistogramBuckets buckets = group.get(0).getClassicBuckets();
    TreeMap<Double, Exemplar> latest = new TreeMap<>();
    for (HistogramDataPointSnapshot one : group) {
      for (Exemplar exemplar : one.getExemplars()) {
        double bound = bound(buckets, exemplar.getValue());
        Exemplar known = latest.get(bound);
        if (known == null || known.getTimestampMillis() < exemplar.getTimestampMillis()) {
          latest.put(bound, exemplar);
        }
      }
    }
    return Exemplars.of(latest.values());
  }

  private static double bound(ClassicHistogramBuckets buckets, double value) {
    for (int i = 0; i < buckets.size(); i++) {
      if (value <= buckets.getUpperBound(i)) {
        return buckets.getUpperBound(i);
      }
    }
    return Double.POSITIVE_INFINITY;
  }
}
