package dev.tacho.metrics;

import dev.tacho.config.Config;
import dev.tacho.config.Reconfigurable;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Collections;
import java.util.List;

/** Metrics that are recorded together and collected in one pass of a scrape. */
public abstract class Family implements Reconfigurable {
  /** A gauge with one series, which has no labels. */
  static GaugeSnapshot gauge(String name, String help, double value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder().value(value).build())
        .build();
  }

  /** What a family has besides its limits, which follow the configuration without its help. */
  @Override
  public void configure(Config config) {}

  /** Adds the family's metrics as they are now. Called by one scrape thread or several. */
  abstract void collect(MetricSnapshots.Builder out);

  /**
   * Remembers counts for what is shown over a sliding window. Called about once a second, by one
   * thread.
   *
   * @param nowNanos the time by {@link System#nanoTime}
   */
  void sample(long nowNanos) {}

  /** The limits that the family keeps to, for the agent's own metrics. */
  List<SeriesLimit> limits() {
    return Collections.emptyList();
  }
}
