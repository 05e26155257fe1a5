package dev.tacho.eventlog;

import dev.tacho.metrics.EventKind;
import dev.tacho.sql.SqlHash;

/**
 * One record of the event log: what happened, to which statement or request, and where. Built and
 * offered by one thread, which does not touch it again; what is never set is left out of the
 * record. Durations are nanoseconds. Holds no bind value and no text of an exception, and has no
 * place for one.
 */
public final class Event {
  static final long ABSENT = -1;

  final EventKind kind;
  final long timestampMillis;
  String system;
  String operation;
  String collection;
  long durationNanos = ABSENT;
  String thresholdType;
  long thresholdNanos = ABSENT;
  String statement;
  String statementHash;
  long resultCount = ABSENT;
  long executions = ABSENT;
  double ratio = Double.NaN;
  double ratioThreshold = Double.NaN;
  String requestId;
  String traceId;
  String method;
  String route;
  long statusCode = ABSENT;
  String peerService;
  String pool;
  long poolWaitNanos = ABSENT;
  String thread;
  String[] frames;

  /** An event that is over now. */
  public Event(EventKind kind) {
    this(kind, System.currentTimeMillis());
  }

  Event(EventKind kind, long timestampMillis) {
    this.kind = kind;
    this.timestampMillis = timestampMillis;
  }

  /** The same three as in the labels of the metrics. */
  public Event query(String system, String operation, String collection) {
    this.system = system;
    this.operation = operation;
    this.collection = collection;
    return this;
  }

  /**
   * The statement, with neither literals nor comments left in it.
   *
   * @param sanitised null where only operation and collection may be told
   * @param hash the same for the same statement; shown as 16 hexadecimal digits
   */
  public Event statement(String sanitised, long hash) {
    this.statement = sanitised;
    this.statementHash = SqlHash.digits(hash);
    return this;
  }

  public Event duration(long nanos) {
    this.durationNanos = nanos;
    return this;
  }

  /**
   * The duration that was exceeded.
   *
   * @param type {@code slow} or {@code critical}
   */
  public Event threshold(String type, long nanos) {
    this.thresholdType = type;
    this.thresholdNanos = nanos;
    return this;
  }

  /** Rows changed or returned, where the API tells for free. */
  public Event resultCount(long count) {
    this.resultCount = count;
    return this;
  }

  /** How often the request ran the statement. */
  public Event executions(long count) {
    this.executions = count;
    return this;
  }

  /** A share and what it should not exceed, both from 0 to 1. */
  public Event ratio(double share, double threshold) {
    this.ratio = share;
    this.ratioThreshold = threshold;
    return this;
  }

  /** The request in which it happened; each may be null. */
  public Event request(String requestId, String traceId, String method, String route) {
    this.requestId = requestId;
    this.traceId = traceId;
    this.method = method;
    this.route = route;
    return this;
  }

  /** The status of the request's response. */
  public Event statusCode(int code) {
    this.statusCode = code;
    return this;
  }

  /** The service that was called meanwhile. */
  public Event peerService(String name) {
    this.peerService = name;
    return this;
  }

  /**
   * The pool that the connection came from.
   *
   * @param waitNanos how long it took to get it; negative if unknown
   */
  public Event pool(String name, long waitNanos) {
    this.pool = name;
    this.poolWaitNanos = waitNanos;
    return this;
  }

  /**
   * The calling thread, with the topmost frames of the application on it. Walks the whole stack,
   * which takes some ten microseconds: ask {@link EventLog#admits} before.
   */
  public Event here() {
    this.thread = Thread.currentThread().getName();
    this.frames = ApplicationFrames.of(new Throwable().getStackTrace());
    return this;
  }
}
