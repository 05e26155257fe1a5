package dev.tacho.eventlog;

import dev.tacho.config.Config;
import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.AppInfo;
import dev.tacho.metrics.EventKind;
import dev.tacho.metrics.EventLogMetrics;
import java.util.concurrent.TimeUnit;

/**
 * Where events go: into the log, and the critical ones to a webhook and to Sentry, each by a thread
 * of its own, so that none holds up another. Any thread may call; nothing blocks, throws or touches
 * a file.
 *
 * <pre>{@code
 * if (eventLog.isOn() && eventLog.admits(hash)) {
 *   eventLog.offer(new Event(EventKind.SLOW_QUERY).statement(text, hash).here());
 * }
 * }</pre>
 */
public final class EventLog {
  /** For who wants no events: is not on, admits none. */
  public static final EventLog OFF = new EventLog(null, null, null, null);

  private static final int PER_KEY_AND_MINUTE = 5;
  private static final int PER_SECOND = 50;

  /** 160 KB of times. More statements at a time share slots, and so permits. */
  private static final int KEYS = 4096;

  private static final int WAITING_RECORDS = 1000;
  private static final int WAITING_ALERTS = 100;

  private final EventLogMetrics metrics;

  /** Each is null if not configured. */
  private final EventQueue log;

  private final EventQueue webhook;
  private final EventQueue sentry;
  private final SlidingLimit perKey;
  private final SlidingLimit all;

  EventLog(EventLogMetrics metrics, EventQueue log, EventQueue webhook, EventQueue sentry) {
    this.metrics = metrics;
    this.log = log;
    this.webhook = webhook;
    this.sentry = sentry;
    this.perKey =
        isOn() ? new SlidingLimit(PER_KEY_AND_MINUTE, TimeUnit.MINUTES.toNanos(1), KEYS) : null;
    this.all = isOn() ? new SlidingLimit(PER_SECOND, TimeUnit.SECONDS.toNanos(1), 1) : null;
  }

  /**
   * The log that the configuration asks for; {@link #start} makes it write.
   *
   * @param metrics null if the configuration wants no events
   */
  public static EventLog of(
      Config config, AppInfo app, EventLogMetrics metrics, AgentHealth health) {
    if (metrics == null) {
      return OFF;
    }
    EventQueue log =
        config.hasEventLog()
            ? new EventQueue(
                "tacho-event-log", WAITING_RECORDS, new LogSink(config, metrics), health)
            : null;
    EventQueue webhook =
        config.alertWebhook() != null
            ? alerts(
                "tacho-webhook", AlertSink.webhook(config.alertWebhook(), app, metrics), health)
            : null;
    EventQueue sentry =
        config.sentryDsn() != null
            ? alerts("tacho-sentry", AlertSink.sentry(config.sentryDsn(), app, metrics), health)
            : null;
    return new EventLog(metrics, log, webhook, sentry);
  }

  private static EventQueue alerts(String thread, AlertSink sink, AgentHealth health) {
    return new EventQueue(thread, WAITING_ALERTS, sink, health);
  }

  /** Never changes. Whoever sees false need not ask anything else. */
  public boolean isOn() {
    return metrics != null;
  }

  /**
   * Whether an event may be offered now: at most 5 a minute with the same key, and 50 a second in
   * all. To be asked once for each event, before the work of making it. A refusal is counted.
   *
   * @param key the statement's hash; for kinds without a statement another number for its subject
   */
  public boolean admits(long key) {
    return admits(key, System.nanoTime());
  }

  boolean admits(long key, long nowNanos) {
    if (!isOn()) {
      return false;
    }
    boolean admitted = perKey.take(key, nowNanos) && all.take(0, nowNanos);
    if (!admitted) {
      metrics.dropped(EventLogMetrics.Drop.RATE);
    }
    return admitted;
  }

  /** Takes an event that was admitted. The caller does not touch it again. */
  public void offer(Event event) {
    if (log != null && !log.offer(event)) {
      metrics.dropped(EventLogMetrics.Drop.QUEUE);
    }
    if (event.kind == EventKind.CRITICAL_QUERY) {
      alert(webhook, EventLogMetrics.Target.WEBHOOK, event);
      alert(sentry, EventLogMetrics.Target.SENTRY, event);
    }
  }

  private void alert(EventQueue alerts, EventLogMetrics.Target target, Event event) {
    if (alerts != null && !alerts.offer(event)) {
      metrics.alertFailed(target, EventLogMetrics.Failure.QUEUE);
    }
  }

  /**
   * Starts the threads. Not before the application's own logging is there, if it has one of its
   * own: files and TLS touch what that may want to set up first.
   */
  public void start() {
    if (isOn()) {
      // Loads the classes for it here, not on the thread of the first slow query.
      new Event(EventKind.SLOW_QUERY).here();
    }
    start(log);
    start(webhook);
    start(sentry);
  }

  private static void start(EventQueue queue) {
    if (queue != null) {
      queue.start();
    }
  }

  /** Ends the threads once they have delivered what waits. */
  public void stop() {
    stop(log);
    stop(webhook);
    stop(sentry);
  }

  private static void stop(EventQueue queue) {
    if (queue != null) {
      queue.stop();
    }
  }
}
