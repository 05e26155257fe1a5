package dev.tacho.metrics;

import dev.tacho.catalog.Metric;
import dev.tacho.catalog.Metrics;
import dev.tacho.catalog.Section;
import dev.tacho.config.Config;
import dev.tacho.config.MetricSelection;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What the configuration leaves of the metrics that there are. Immutable. */
final class MetricShape {
  private final MetricSelection disabled;
  private final Set<String> hidden = new HashSet<>();

  /** By metric; of those only that lose any. */
  private final Map<String, Set<String>> droppedLabels = new HashMap<>();

  MetricShape(Config config) {
    this.disabled = config.disabledMetrics();
    for (Metric metric : Metrics.all()) {
      if (disabled.contains(metric)) {
        hidden.add(metric.baseName());
      }
      Set<String> dropped = config.droppedLabels().of(metric);
      if (!dropped.isEmpty()) {
        droppedLabels.put(metric.baseName(), dropped);
      }
    }
  }

  /** Takes the agent's own metrics as they are recorded. */
  MetricSnapshots of(MetricSnapshots recorded) {
    if (hidden.isEmpty() && droppedLabels.isEmpty()) {
      return recorded;
    }
    MetricSnapshots.Builder shown = MetricSnapshots.builder();
    for (MetricSnapshot snapshot : recorded) {
      String name = snapshot.getMetadata().getPrometheusName();
      if (!hidden.contains(name)) {
        Set<String> dropped = droppedLabels.get(name);
        shown.metricSnapshot(dropped == null ? snapshot : SeriesMerge.without(dropped, snapshot));
      }
    }
    return shown.build();
  }

  /** Whether any of the metrics library's own metrics are shown. */
  boolean showsLibrary() {
    return !disabled.containsFamily(Section.JVM) || !disabled.containsFamily(Section.PROCESS);
  }

  /** For names of the metrics library's own metrics. */
  Predicate<String> libraryNames() {
    return new Predicate<String>() {
      @Override
      public boolean test(String name) {
        return !disabled.containsLibraryMetric(name)
            && !disabled.containsLibraryMetric(name + "_total")
            && !disabled.containsLibraryMetric(name + "_info");
      }
    };
  }
}
