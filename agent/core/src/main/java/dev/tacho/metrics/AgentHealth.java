package dev.tacho.metrics;

import dev.tacho.log.AgentLog;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the agent counts about itself. Any thread may call; nothing blocks. Needs nothing of the
 * metrics library, because premain uses it before that is loaded.
 */
public final class AgentHealth {
  /** The index under which failures count that belong to no instrumentation. */
  public static final int CORE = -1;

  private static final int MAX_LOGGED_FAILURES = 10;

  private final List<String> names;
  private final LongAdder[] failures;
  private final LongAdder[] woven;
  private final AtomicInteger loggedFailures = new AtomicInteger();
  private final LongAdder overheadNanos = new LongAdder();
  private volatile boolean measures = true;
  private volatile boolean stopped;
  private volatile double premainSeconds;
  private volatile double weavingSeconds;

  /**
   * @param names the values of the label {@code instrumentation}; their indexes, and {@link #CORE},
   *     are what the other methods take
   */
  public AgentHealth(List<String> names) {
    this.names = names;
    this.failures = adders(names.size() + 1);
    this.woven = adders(names.size());
  }

  private static LongAdder[] adders(int count) {
    LongAdder[] adders = new LongAdder[count];
    for (int i = 0; i < count; i++) {
      adders[i] = new LongAdder();
    }
    return adders;
  }

  /**
   * Counts a failure inside the agent; the first few are logged as well.
   *
   * @param where what the agent was doing, to follow "error in jdbc"
   */
  public void failed(int instrumentation, String where, Throwable failure) {
    if (stopped) {
      return;
    }
    failures[instrumentation + 1].increment();
    if (loggedFailures.get() < MAX_LOGGED_FAILURES
        && loggedFailures.incrementAndGet() <= MAX_LOGGED_FAILURES) {
      AgentLog.failure(
          "error in "
              + name(instrumentation)
              + ' '
              + where
              + ", counted in tacho_errors_total; the application is not affected",
          failure);
    }
  }

  /** The index of the instrumentation with this name; {@link #CORE} if there is none. */
  public int instrumentation(String name) {
    return names.indexOf(name);
  }

  /** Counts a class that now carries advice. */
  public void woven(int instrumentation) {
    woven[instrumentation].increment();
  }

  /** No class carries advice any more. */
  public void unwoven() {
    for (LongAdder classes : woven) {
      classes.reset();
    }
  }

  /** Adds an estimate of time that the agent's own code took on threads of the application. */
  public void tookOnApplicationThreads(long nanos) {
    overheadNanos.add(nanos);
  }

  /** From now on nothing counts: what is left of the agent finds the rest gone. */
  public void stopped() {
    this.stopped = true;
  }

  /** Whether the agent is enabled. */
  public void measures(boolean now) {
    this.measures = now;
  }

  public void premainTook(double seconds) {
    this.premainSeconds = seconds;
  }

  public void weavingReadyAfter(double seconds) {
    this.weavingSeconds = seconds;
  }

  boolean measures() {
    return measures;
  }

  int instrumentations() {
    return names.size();
  }

  String name(int instrumentation) {
    return instrumentation == CORE ? "core" : names.get(instrumentation);
  }

  long failures(int instrumentation) {
    return failures[instrumentation + 1].sum();
  }

  long wovenClasses(int instrumentation) {
    return woven[instrumentation].sum();
  }

  long overheadNanos() {
    return overheadNanos.sum();
  }

  double premainSeconds() {
    return premainSeconds;
  }

  double weavingSeconds() {
    return weavingSeconds;
  }
}
