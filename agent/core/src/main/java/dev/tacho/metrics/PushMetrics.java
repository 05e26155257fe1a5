package dev.tacho.metrics;

import dev.tacho.catalog.Metrics;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.concurrent.atomic.AtomicLong;

/** What became of the pushes to a push gateway. Any thread may count. */
public final class PushMetrics extends Family {
  private final AtomicLong failures = new AtomicLong();

  PushMetrics() {}

  public void failed() {
    failures.incrementAndGet();
  }

  @Override
  void collect(MetricSnapshots.Builder out) {
    out.metricSnapshot(
        Snapshots.counter(Metrics.PUSH_FAILURES)
            .dataPoint(Snapshots.counted(Labels.EMPTY, failures.get()))
            .build());
  }
}
