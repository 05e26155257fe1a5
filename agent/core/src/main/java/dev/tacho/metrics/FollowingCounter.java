package dev.tacho.metrics;

import dev.tacho.catalog.Metric;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.HashSet;
import java.util.Set;

/**
 * A counter family with several series for each one of a histogram, one for each value of one more
 * label. It is full before the histogram is, and keeps to the same limit: what finds no room counts
 * under the labels of what stands for the rest.
 */
final class FollowingCounter {
  private final Metric metric;
  private final String label;
  private final String[] values;
  private final SeriesLimit limit;

  /** The labels of what stands for the rest; guarded by this. */
  private final Set<Labels> rest = new HashSet<>();

  /**
   * @param metric its last label is the one more
   */
  FollowingCounter(Metric metric, int maxSeries, String... values) {
    this.metric = metric;
    this.label = metric.labels.get(metric.labels.size() - 1);
    this.values = values;
    this.limit = new SeriesLimit(metric.name, maxSeries);
  }

  /** Where the counts of one series of the histogram go. */
  final class Share {
    private final Labels labels;
    private final boolean overflow;

    private Share(Labels labels, boolean overflow) {
      this.labels = labels;
      this.overflow = overflow;
    }

    /** To be called for each measurement. */
    void countOverflow() {
      if (overflow) {
        limit.countOverflow();
      }
    }
  }

  /**
   * Takes room for a series of the histogram. To be called once for each.
   *
   * @param other the labels of what stands for the rest; may equal {@code labels}
   */
  synchronized Share share(Labels labels, Labels other) {
    boolean own = !labels.equals(other) && limit.tryTake(values.length, false);
    if (!own && rest.add(other)) {
      limit.tryTake(values.length, true);
    }
    return new Share(own ? labels : other, !own);
  }

  SeriesLimit limit() {
    return limit;
  }

  /** The counts of one scrape. */
  Counts counts() {
    return new Counts();
  }

  /** Used by one thread. */
  final class Counts {
    private final CountsByLabels counts = new CountsByLabels();

    /**
     * @param value the index of the value of the label
     */
    void add(Share share, int value, long count) {
      counts.add(share.labels.add(label, values[value]), count);
    }

    void addTo(MetricSnapshots.Builder out) {
      CounterSnapshot.Builder counter = Snapshots.counter(metric);
      counts.addTo(counter);
      Snapshots.addUnlessEmpty(out, counter.build());
    }
  }
}
