package dev.tacho.metrics;

import dev.tacho.catalog.Metric;
import dev.tacho.config.Config;
import dev.tacho.config.Reconfigurable;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A histogram family, classic and native, of durations or of plain counts. Any thread may get and
 * use cells; the scrape collects once and derives from that what follows from the histogram, so
 * that the two can never disagree.
 */
final class Distribution implements Reconfigurable {
  private final Metric metric;
  private final BucketLayout layout;
  private final Sampling sampling = new Sampling(1);
  private final ConcurrentMap<Labels, HistogramCell> cells = new ConcurrentHashMap<>();

  /** Takes all observations until {@link #configure} says otherwise. */
  Distribution(Metric metric, BucketLayout layout) {
    this.metric = metric;
    this.layout = layout;
    // Thrown away: a wrong label name fails here, and no thread of the application loads classes.
    new HistogramCell(layout, sampling, labels(metric.labelNames())).observe(0, 0, "");
  }

  /** Durations: the cells take nanoseconds, the scrape shows seconds. */
  static Distribution ofDurations(
      Metric metric, Config config, double[] bounds, long... thresholdsNanos) {
    double[] all = Buckets.withThresholds(bounds, thresholdsNanos);
    Distribution durations =
        new Distribution(metric, BucketLayout.ofSeconds(all, config.histograms()));
    durations.configure(config);
    return durations;
  }

  /** Plain counts. */
  static Distribution ofCounts(Metric metric, Config config, double[] bounds) {
    Distribution counts =
        new Distribution(metric, BucketLayout.ofCounts(bounds, config.histograms()));
    counts.configure(config);
    return counts;
  }

  /** From now on takes the share of observations that the configuration wants. */
  @Override
  public void configure(Config config) {
    boolean disabled = config.disabledMetrics().contains(metric);
    boolean sampled = metric.unit().equals("seconds");
    sampling.set(disabled ? 0 : sampled ? config.sampledShares().of(metric.section.family()) : 1);
  }

  /**
   * The series with these labels, the same one each time. Keep it: finding it again hashes them.
   */
  HistogramCell cell(String... labelValues) {
    Labels labels = labels(labelValues);
    HistogramCell present = cells.get(labels);
    if (present != null) {
      return present;
    }
    HistogramCell created = new HistogramCell(layout, sampling, labels);
    HistogramCell raced = cells.putIfAbsent(labels, created);
    return raced == null ? created : raced;
  }

  /** Shows the series with these labels no more; it begins anew when its cell is asked for. */
  void remove(String... labelValues) {
    cells.remove(labels(labelValues));
  }

  Labels labels(String... values) {
    return Labels.of(metric.labelNames(), values);
  }

  Collected collect() {
    HistogramSnapshot.Builder histogram = Snapshots.histogram(metric);
    Map<Labels, Long> counts = new LinkedHashMap<>();
    long nowMillis = System.currentTimeMillis();
    for (HistogramCell cell : cells.values()) {
      HistogramSnapshot.HistogramDataPointSnapshot series = cell.collect(nowMillis);
      histogram.dataPoint(series);
      counts.put(series.getLabels(), series.getCount() + cell.skipped());
    }
    return new Collected(histogram.build(), counts);
  }

  /** The histogram in one scrape, and what follows from it. */
  static final class Collected {
    final HistogramSnapshot histogram;

    /** What was observed, whether or not the histogram took it. */
    private final Map<Labels, Long> counts;

    private Collected(HistogramSnapshot histogram, Map<Labels, Long> counts) {
      this.histogram = histogram;
      this.counts = counts;
    }

    /** How often a series was observed; 0 if there is none. */
    long count(Labels labels) {
      Long count = counts.get(labels);
      return count == null ? 0 : count;
    }

    void addTo(MetricSnapshots.Builder out) {
      Snapshots.addUnlessEmpty(out, histogram);
    }

    /** Adds a counter with the labels of the histogram. */
    void addTotalsTo(MetricSnapshots.Builder out, Metric counter) {
      addTotalsTo(out, counter, Collections.emptyList());
    }

    /**
     * The same.
     *
     * @param known series of the counter that are there, with 0, before anything is observed
     */
    void addTotalsTo(MetricSnapshots.Builder out, Metric counter, List<Labels> known) {
      CounterSnapshot.Builder totals = Snapshots.counter(counter);
      for (Labels series : known) {
        if (!counts.containsKey(series)) {
          totals.dataPoint(Snapshots.counted(series, 0));
        }
      }
      for (Map.Entry<Labels, Long> series : counts.entrySet()) {
        totals.dataPoint(Snapshots.counted(series.getKey(), series.getValue()));
      }
      Snapshots.addUnlessEmpty(out, totals.build());
    }
  }
}
