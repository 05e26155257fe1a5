package dev.tacho.cli.check;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Sends the requests of a plan when they are due, and measures. One thread waits for what is due
 * and hands it to a sender that is free; the one that was busy last, so that its connection is in
 * use and its code in the processor's cache.
 */
final class LoadRun {
  /** A request that is sent so long after it was due, though a sender was free, is late. */
  static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Plan plan;
  private final Schedule schedule;
  private final RequestSequence sequence;
  private final IdentityHashMap<Endpoint, EndpointFigures> figures = new IdentityHashMap<>();
  private final List<Sender> senders = new ArrayList<>();
  private final ConcurrentLinkedDeque<Sender> free = new ConcurrentLinkedDeque<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final LongAdder late = new LongAdder();
  private final Histogram lateMicros = new Histogram(TimeUnit.HOURS.toMicros(1), 3);

  private long startNanos;
  private volatile long measuredUntilNanos;
  private volatile long handled;
  private volatile boolean stopped;
  private volatile long abandoned;

  LoadRun(Plan plan, Schedule schedule, RequestSequence sequence, Target target, int maxInFlight) {
    this.plan = plan;
    this.schedule = schedule;
    this.sequence = sequence;
    for (Endpoint endpoint : plan.endpoints) {
      figures.put(endpoint, new EndpointFigures());
    }
    for (int i = 0; i < maxInFlight; i++) {
      senders.add(new Sender(target, this));
    }
  }

  /** Returns when the last request is answered or given up. Called once. */
  void run() {
    for (Sender sender : senders) {
      sender.start();
      free.push(sender);
    }
    startNanos = System.nanoTime() + PAUSE_NANOS;
    long requests = schedule.requests();
    long warmup = schedule.warmupRequests();
    for (long i = 0; i < requests && !stopped; i++) {
      PlannedRequest next = sequence.next();
      if (awaitDue(schedule.dueNanos(i))) {
        handOver(next, startNanos + schedule.dueNanos(i), i >= warmup);
        handled = i + 1;
      }
    }
    long end = schedule.warmupNanos + schedule.durationNanos;
    measuredUntilNanos = stopped ? Math.min(end, System.nanoTime() - startNanos) : end;
    awaitAnswers(stopped ? GRACE_NANOS : plan.longestTimeoutNanos() + GRACE_NANOS);
  }

  /** Returns false if it is over before. */
  private boolean awaitDue(long dueNanos) {
    long left = startNanos + dueNanos - System.nanoTime();
    while (left > 0 && !stopped) {
      LockSupport.parkNanos(Math.min(left, LONGEST_PARK_NANOS));
      left = startNanos + dueNanos - System.nanoTime();
    }
    return !stopped;
  }

  private void handOver(PlannedRequest request, long dueNanos, boolean measured) {
    Sender sender = free.poll();
    EndpointFigures counted = measured ? figures.get(request.endpoint) : null;
    if (sender != null) {
      inFlight.incrementAndGet();
      sender.send(request, dueNanos, counted);
    } else if (measured) {
      counted.failed(Failure.NOT_SENT);
    }
  }

  private void awaitAnswers(long patienceNanos) {
    awaitNoneInFlight(patienceNanos);
    abandoned = stopped ? inFlight() : 0;
    for (Sender sender : senders) {
      sender.end();
    }
    awaitNoneInFlight(GRACE_NANOS);
  }

  private void awaitNoneInFlight(long patienceNanos) {
    long deadline = System.nanoTime() + patienceNanos;
    while (inFlight() > 0 && deadline - System.nanoTime() > 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Called by a sender when it can take another request. */
  void isFree(Sender sender) {
    free.push(sender);
    inFlight.decrementAndGet();
  }

  /** Called by a sender for each request that is measured. */
  void sent(long latenessNanos) {
    if (latenessNanos > LATE_NANOS) {
      late.increment();
    }
    synchronized (lateMicros) {
      lateMicros.recordValue(Math.min(lateMicros.getHighestTrackableValue(), latenessNanos / 1000));
    }
  }

  /** Ends the run early; what is unanswered has a second left. Any thread may call it. */
  void stop() {
    stopped = true;
  }

  boolean wasStopped() {
    return stopped;
  }

  int inFlight() {
    return inFlight.get();
  }

  /** Requests that have been due so far, those of the warm-up among them. */
  long handled() {
    return handled;
  }

  long requests() {
    return schedule.requests();
  }

  long warmupRequests() {
    return schedule.warmupRequests();
  }

  EndpointFigures figures(Endpoint endpoint) {
    return figures.get(endpoint);
  }

  /**
   * Only when it is over.
   *
   * @param maxLateRatio the share of late requests that leaves figures worth something
   */
  RunResult result(double maxLateRatio) {
    List<EndpointResult> endpoints = new ArrayList<>();
    for (Endpoint endpoint : plan.endpoints) {
      endpoints.add(figures.get(endpoint).result(endpoint));
    }
    double measuredSeconds = Math.max(0, measuredUntilNanos - schedule.warmupNanos) / 1e9;
    synchronized (lateMicros) {
      return new RunResult(
          endpoints,
          measuredSeconds,
          late.sum(),
          maxLateRatio,
          abandoned,
          stopped,
          new Latencies(lateMicros));
    }
  }
}
