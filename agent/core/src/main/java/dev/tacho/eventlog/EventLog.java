package dev.tacho.eventlog;

import dev.tacho.config.Config;
import dev.tacho.config.Reconfigurable;
import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.AppInfo;
import dev.tacho.metrics.EventKind;
import dev.tacho.metrics.EventLogMetrics;
import dev.tacho.metrics.Families;
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
public final class EventLog implements Reconfigurable {
  /** For who wants no events: is not on, admits none, and stays so. */
  public static final EventLog OFF = new EventLog(null, null, null, null);

  private static final int PER_KEY_AND_MINUTE = 5;
  private static final int PER_SECOND = 50;

  /** 160 KB of times. More statements at a time share slots, and so permits. */
  private static final int KEYS = 4096;

  private static final int WAITING_RECORDS = 1000;
  private static final int WAITING_ALERTS = 100;

  /** What takes events, as it is configured. */
  private static final class Outlets {
    final EventLogMetrics metrics;

    /** Each is null if not configured. */
    final EventQueue log;

    final EventQueue webhook;
    final EventQueue sentry;

    final SlidingLimit perKey =
        new SlidingLimit(PER_KEY_AND_MINUTE, TimeUnit.MINUTES.toNanos(1), KEYS);
    final SlidingLimit all = new SlidingLimit(PER_SECOND, TimeUnit.SECONDS.toNanos(1), 1);

    Outlets(EventLogMetrics metrics, EventQueue log, EventQueue webhook, EventQueue sentry) {
      this.metrics = metrics;
      this.log = log;
      this.webhook = webhook;
      this.sentry = sentry;
    }
  }

  /** Null while events go nowhere. */
  private volatile Outlets outlets;

  /** The rest is guarded by this; the three are null where the outlets are given for good. */
  private final Families families;

  private final AgentHealth health;
  private Config config;
  private boolean started;

  EventLog(EventLogMetrics metrics, EventQueue log, EventQueue webhook, EventQueue sentry) {
    this.families = null;
    this.health = null;
    this.outlets = metrics == null ? null : new Outlets(metrics, log, webhook, sentry);
  }

  private EventLog(Config config, Families families, AgentHealth health) {
    this.families = families;
    this.health = health;
    this.config = config;
  }

  /** The log that the configuration asks for; {@link #start} makes it write. */
  public static EventLog of(Config config, AppInfo app, Families families, AgentHealth health) {
    EventLog log = new EventLog(config, families, health);
    if (config.keepsEvents()) {
      log.outlets =
          new Outlets(
              families.eventLog(),
              log.logOf(config),
              log.webhook(config, app),
              log.sentry(config, app));
    }
    return log;
  }

  private EventQueue logOf(Config wanted) {
    return wanted.hasEventLog()
        ? new EventQueue(
            "tacho-event-log", WAITING_RECORDS, new LogSink(wanted, families.eventLog()), health)
        : null;
  }

  private EventQueue webhook(Config wanted, AppInfo app) {
    return wanted.alertWebhook() != null
        ? alerts(
            "tacho-webhook", AlertSink.webhook(wanted.alertWebhook(), app, families.eventLog()))
        : null;
  }

  private EventQueue sentry(Config wanted, AppInfo app) {
    return wanted.sentryDsn() != null
        ? alerts("tacho-sentry", AlertSink.sentry(wanted.sentryDsn(), app, families.eventLog()))
        : null;
  }

  private EventQueue alerts(String thread, AlertSink sink) {
    return new EventQueue(thread, WAITING_ALERTS, sink, health);
  }

  /** To be called once the families have taken over the same. Who is alerted stays. */
  @Override
  public synchronized void configure(Config next) {
    if (families == null || next.hasEventLogOf(config)) {
      return;
    }
    config = next;
    Outlets before = outlets;
    Outlets after =
        next.keepsEvents()
            ? new Outlets(
                families.eventLog(),
                logOf(next),
                before == null ? null : before.webhook,
                before == null ? null : before.sentry)
            : null;
    outlets = after;
    if (before != null) {
      stop(before.log); // first: both may write to one file
    }
    if (started && after != null) {
      start(after.log);
    }
  }

  /** Whoever sees false need not ask anything else. */
  public boolean isOn() {
    return outlets != null;
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
    Outlets now = outlets;
    if (now == null) {
      return false;
    }
    boolean admitted = now.perKey.take(key, nowNanos) && now.all.take(0, nowNanos);
    if (!admitted) {
      now.metrics.dropped(EventLogMetrics.Drop.RATE);
    }
    return admitted;
  }

  /** Takes an event that was admitted. The caller does not touch it again. */
  public void offer(Event event) {
    Outlets now = outlets;
    if (now == null) {
      return;
    }
    if (now.log != null && !now.log.offer(event)) {
      now.metrics.dropped(EventLogMetrics.Drop.QUEUE);
    }
    if (event.kind == EventKind.CRITICAL_QUERY) {
      alert(now, now.webhook, EventLogMetrics.Target.WEBHOOK, event);
      alert(now, now.sentry, EventLogMetrics.Target.SENTRY, event);
    }
  }

  private static void alert(
      Outlets now, EventQueue alerts, EventLogMetrics.Target target, Event event) {
    if (alerts != null && !alerts.offer(event)) {
      now.metrics.alertFailed(target, EventLogMetrics.Failure.QUEUE);
    }
  }

  /**
   * Starts the threads. Not before the application's own logging is there, if it has one of its
   * own: files and TLS touch what that may want to set up first.
   */
  public synchronized void start() {
    started = true;
    Outlets now = outlets;
    if (now != null) {
      start(now.log);
      start(now.webhook);
      start(now.sentry);
    }
  }

  private static void start(EventQueue queue) {
    if (queue != null) {
      // Loads the classes for it here, not on the thread of the first slow query.
      new Event(EventKind.SLOW_QUERY).here();
      queue.start();
    }
  }

  /** Ends the threads once they have delivered what waits. */
  public synchronized void stop() {
    Outlets now = outlets;
    if (now != null) {
      stop(now.log);
      stop(now.webhook);
      stop(now.sentry);
    }
  }

  private static void stop(EventQueue queue) {
    if (queue != null) {
      queue.stop();
    }
  }
}
