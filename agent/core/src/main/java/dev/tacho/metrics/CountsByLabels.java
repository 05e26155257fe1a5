package dev.tacho.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts of one scrape by labels, added up where several objects have the same ones: two contexts
 * can declare the same route, two long paths be cut to the same name. The library refuses the whole
 * scrape if one label set comes twice. Used by one thread.
 */
final class CountsByLabels {
  private final Map<Labels, Long> counts = new LinkedHashMap<>();

  void add(Labels labels, long count) {
    Long before = counts.get(labels);
    counts.put(labels, before == null ? count : before + count);
  }

  void addTo(CounterSnapshot.Builder out) {
    for (Map.Entry<Labels, Long> entry : counts.entrySet()) {
      out.dataPoint(Snapshots.counted(entry.getKey(), entry.getValue()));
    }
  }

  /** As {@link #addTo}, for counts of nanoseconds. */
  void addSecondsTo(CounterSnapshot.Builder out) {
    for (Map.Entry<Labels, Long> entry : counts.entrySet()) {
      out.dataPoint(Snapshots.countedSeconds(entry.getKey(), entry.getValue()));
    }
  }
}
