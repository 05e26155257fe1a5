package dev.tacho.metrics;

import dev.tacho.catalog.Metrics;
import dev.tacho.config.Config;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What became of the events: written, sent, or neither. Any thread may count. There from the start,
 * with 0, for all that is configured.
 */
public final class EventLogMetrics extends Family {
  /** Why a record was not written: the values of the label {@code reason}. */
  public enum Drop {
    QUEUE,
    RATE,
    DISK
  }

  /** Who is told about critical records: the values of the label {@code target}. */
  public enum Target {
    WEBHOOK,
    SENTRY
  }

  /** Why an alert was not delivered: the values of the label {@code reason}. */
  public enum Failure {
    QUEUE,
    RATE,
    DELIVERY
  }

  private final boolean[] configured;
  private final AtomicLongArray written = new AtomicLongArray(EventKind.values().length);
  private final AtomicLongArray dropped = new AtomicLongArray(Drop.values().length);
  private final AtomicLongArray sent = new AtomicLongArray(Target.values().length);
  private final AtomicLongArray failed =
      new AtomicLongArray(Target.values().length * Failure.values().length);

  EventLogMetrics(Config config) {
    this.configured = new boolean[] {config.alertWebhook() != null, config.sentryDsn() != null};
  }

  public void written(EventKind kind) {
    written.incrementAndGet(kind.ordinal());
  }

  public void dropped(Drop reason) {
    dropped.incrementAndGet(reason.ordinal());
  }

  public void alerted(Target target) {
    sent.incrementAndGet(target.ordinal());
  }

  public void alertFailed(Target target, Failure reason) {
    failed.incrementAndGet(index(target, reason));
  }

  private static int index(Target target, Failure reason) {
    return target.ordinal() * Failure.values().length + reason.ordinal();
  }

  @Override
  void collect(MetricSnapshots.Builder out) {
    collectRecords(out);
    collectAlerts(out);
  }

  private void collectRecords(MetricSnapshots.Builder out) {
    CounterSnapshot.Builder records = Snapshots.counter(Metrics.EVENT_RECORDS);
    for (EventKind kind : EventKind.values()) {
      records.dataPoint(
          Snapshots.counted(Labels.of("kind", kind.label), written.get(kind.ordinal())));
    }
    out.metricSnapshot(records.build());
    CounterSnapshot.Builder drops = Snapshots.counter(Metrics.EVENTS_DROPPED);
    for (Drop reason : Drop.values()) {
      drops.dataPoint(
          Snapshots.counted(Labels.of("reason", label(reason)), dropped.get(reason.ordinal())));
    }
    out.metricSnapshot(drops.build());
  }

  private void collectAlerts(MetricSnapshots.Builder out) {
    CounterSnapshot.Builder alerts = Snapshots.counter(Metrics.ALERTS);
    CounterSnapshot.Builder failures = Snapshots.counter(Metrics.ALERT_FAILURES);
    for (Target target : Target.values()) {
      if (configured[target.ordinal()]) {
        Labels labels = Labels.of("target", label(target));
        alerts.dataPoint(Snapshots.counted(labels, sent.get(target.ordinal())));
        for (Failure reason : Failure.values()) {
          failures.dataPoint(
              Snapshots.counted(
                  labels.add("reason", label(reason)), failed.get(index(target, reason))));
        }
      }
    }
    Snapshots.addUnlessEmpty(out, alerts.build());
    Snapshots.addUnlessEmpty(out, failures.build());
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
