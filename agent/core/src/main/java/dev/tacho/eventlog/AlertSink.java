package dev.tacho.eventlog;

import dev.tacho.metrics.AppInfo;
import dev.tacho.metrics.EventLogMetrics;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Sends critical records to one target, and counts those that did not arrive. One thread uses it.
 */
final class AlertSink implements EventQueue.Sink {
  private static final int PER_MINUTE = 10;

  /** Whoever is told, and how. */
  interface Channel {
    /** Returns once the record was taken; throws if it was not. */
    void send(Event event) throws IOException;
  }

  private final Channel channel;
  private final EventLogMetrics.Target target;
  private final EventLogMetrics metrics;
  private final Complaints complaints;
  private final SlidingLimit limit = new SlidingLimit(PER_MINUTE, TimeUnit.MINUTES.toNanos(1), 1);

  AlertSink(
      String option, Channel channel, EventLogMetrics.Target target, EventLogMetrics metrics) {
    this.channel = channel;
    this.target = target;
    this.metrics = metrics;
    this.complaints =
        new Complaints(
            option, "critical records that it does not get count in tacho_alert_failures_total");
  }

  static AlertSink webhook(String url, AppInfo app, EventLogMetrics metrics) {
    return new AlertSink(
        "alert-webhook", new Webhook(url, app), EventLogMetrics.Target.WEBHOOK, metrics);
  }

  static AlertSink sentry(String dsn, AppInfo app, EventLogMetrics metrics) {
    return new AlertSink(
        "sentry-dsn", new SentryProject(dsn, app), EventLogMetrics.Target.SENTRY, metrics);
  }

  @Override
  public void accept(Event event) {
    accept(event, System.nanoTime());
  }

  void accept(Event event, long nowNanos) {
    if (!limit.take(0, nowNanos)) {
      metrics.alertFailed(target, EventLogMetrics.Failure.RATE);
      return;
    }
    try {
      channel.send(event);
      metrics.alerted(target);
    } catch (IOException | RuntimeException | LinkageError failure) {
      metrics.alertFailed(target, EventLogMetrics.Failure.DELIVERY);
      complaints.say(HttpPost.describe(failure));
    }
  }
}
