package dev.tacho.record;

import dev.tacho.config.Config;
import dev.tacho.config.Reconfigurable;
import dev.tacho.eventlog.Event;
import dev.tacho.eventlog.EventLog;
import dev.tacho.metrics.EventKind;
import dev.tacho.metrics.HttpMetrics;
import dev.tacho.metrics.RequestWork;
import dev.tacho.metrics.Route;
import dev.tacho.metrics.Routes;

/**
 * Tells the event log what has crossed a threshold. Where there is no log that of queries is out of
 * reach, so that all it costs each of them is a comparison. Any thread may call.
 */
final class EventReporter implements Reconfigurable {
  /** The share of failed requests says nothing about fewer. */
  private static final long MIN_REQUESTS = 10;

  private static final long NEVER = Long.MAX_VALUE;

  private final EventLog log;
  private final LogContexts logContexts;
  private final HttpMetrics http;
  private volatile long slowQueryNanos;
  private volatile long criticalQueryNanos;
  private volatile long slowRequestNanos;
  private volatile long slowExternalNanos;
  private volatile double maxErrorRatio;

  /** Used by the housekeeping thread. */
  private boolean errorRatioExceeded;

  EventReporter(Config config, EventLog log, LogContexts logContexts, HttpMetrics http) {
    this.log = log;
    this.logContexts = logContexts;
    this.http = http;
    configure(config);
  }

  @Override
  public void configure(Config config) {
    this.slowQueryNanos = log.isOn() ? config.slowQueryNanos() : NEVER;
    this.criticalQueryNanos = config.criticalQueryNanos();
    this.slowRequestNanos = config.slowRequestNanos();
    this.slowExternalNanos = config.slowExternalNanos();
    this.maxErrorRatio = config.maxErrorRatio();
  }

  boolean isSlowQuery(long nanos) {
    return nanos > slowQueryNanos;
  }

  /**
   * An execution has ended, on this thread, that {@link #isSlowQuery}.
   *
   * @param resultCount negative if it is not known
   */
  void slowQuery(ThreadState thread, SqlStatement statement, long nanos, long resultCount) {
    if (!log.admits(statement.summary.hash)) {
      return;
    }
    long criticalNanos = criticalQueryNanos;
    boolean critical = nanos > criticalNanos;
    Event event =
        about(critical ? EventKind.CRITICAL_QUERY : EventKind.SLOW_QUERY, statement)
            .duration(nanos)
            .threshold(critical ? "critical" : "slow", critical ? criticalNanos : slowQueryNanos)
            .here();
    if (thread.connections.lastPool != null) {
      event.pool(thread.connections.lastPool, thread.connections.lastWaitNanos);
    }
    if (resultCount >= 0) {
      event.resultCount(resultCount);
    }
    InboundRequest request = thread.request;
    if (request == null) {
      event.request(null, logContexts.traceId(), null, null);
    } else {
      event.request(request.id, logContexts.traceId(), request.method, routeSoFar(request));
    }
    log.offer(event);
  }

  /** A request has ended, with its work as it was recorded. */
  void requestFinished(InboundRequest request, Route route, int status, long nanos) {
    if (!log.isOn()) {
      return;
    }
    if (nanos > slowRequestNanos) {
      slowRequest(request, route, status, nanos);
    }
    for (int i = 0; i < request.statements.repeatedCount(); i++) {
      Event event = request.statements.event(i);
      if (event != null) {
        log.offer(
            in(request, route, event)
                .executions(request.statements.executions(request.statements.repeated(i))));
      }
    }
    RequestWork work = request.work;
    for (int i = 0; i < work.heldForCount(); i++) {
      if (work.heldNanos(i) > slowExternalNanos) {
        connectionHeld(request, route, work.heldFor(i), work.heldNanos(i));
      }
    }
  }

  private void slowRequest(InboundRequest request, Route route, int status, long nanos) {
    if (log.admits(key(EventKind.SLOW_REQUEST, route.name))) {
      log.offer(
          in(request, route, new Event(EventKind.SLOW_REQUEST))
              .statusCode(status)
              .duration(nanos)
              .threshold("slow", slowRequestNanos));
    }
  }

  /**
   * A request has just run {@code statement} once too often, on this thread.
   *
   * @return the event, to be offered with what the request knows at its end, or null for none
   */
  Event repeated(SqlStatement statement) {
    return log.isOn() && log.admits(statement.summary.hash)
        ? about(EventKind.N_PLUS_ONE, statement).here()
        : null;
  }

  private void connectionHeld(InboundRequest request, Route route, String peer, long nanos) {
    if (log.admits(key(EventKind.CONNECTION_HELD, route.name + ' ' + peer))) {
      log.offer(
          in(request, route, new Event(EventKind.CONNECTION_HELD))
              .peerService(peer)
              .duration(nanos)
              .threshold("slow", slowExternalNanos));
    }
  }

  /** Looks whether the share of failed requests has risen above its threshold. */
  void watchErrorRatio() {
    if (!log.isOn()) {
      return;
    }
    double ratio = http.errorRatio(System.nanoTime(), MIN_REQUESTS);
    boolean exceeded = ratio > maxErrorRatio;
    if (exceeded && !errorRatioExceeded && log.admits(EventKind.ERROR_RATIO_EXCEEDED.ordinal())) {
      log.offer(new Event(EventKind.ERROR_RATIO_EXCEEDED).ratio(ratio, maxErrorRatio));
    }
    errorRatioExceeded = exceeded;
  }

  private static Event about(EventKind kind, SqlStatement statement) {
    return new Event(kind)
        .query(statement.system, statement.summary.operation, statement.summary.collection)
        .statement(statement.summary.text, statement.summary.hash);
  }

  private static Event in(InboundRequest request, Route route, Event event) {
    // The trace has ended with the application's part of the request.
    return event.request(request.id, null, request.method, route.name);
  }

  /** The route of a request in progress; null as long as only its end can tell. */
  private String routeSoFar(InboundRequest request) {
    Routes routes = http.routes();
    Route route = routes.configured(request.uri, request.contextPath);
    if (route == null && request.routeTemplate != null) {
      route =
          routes.declared(
              request.routeContextPath, request.routeServletPath, request.routeTemplate);
    }
    return route == null ? null : route.name;
  }

  private static long key(EventKind kind, String subject) {
    return ((kind.ordinal() + 1L) << Integer.SIZE) | (subject.hashCode() & 0xffffffffL);
  }
}
