package dev.tacho.cli.check;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.locks.LockSupport;

/** A thread with a connection: one place for a request in flight. */
final class Sender implements Runnable {
  private final Target target;
  private final LoadRun run;
  private final Thread thread;
  private volatile Connection connection;
  private volatile boolean ended;

  // Written before the request and read after it: the request publishes them.
  private long dueNanos;
  private EndpointFigures figures;

  private volatile PlannedRequest assigned;

  Sender(Target target, LoadRun run) {
    this.target = target;
    this.run = run;
    this.thread = new Thread(this, "tacho-check-sender");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /**
   * Hands a request over; only to a sender that is free.
   *
   * @param figures null if the request is not measured
   */
  void send(PlannedRequest request, long dueNanos, EndpointFigures figures) {
    this.dueNanos = dueNanos;
    this.figures = figures;
    this.assigned = request;
    LockSupport.unpark(thread);
  }

  /** Ends the thread, and what it waits for. */
  void end() {
    ended = true;
    Connection open = connection;
    if (open != null) {
      open.close();
    }
    LockSupport.unpark(thread);
  }

  @Override
  public void run() {
    while (!ended) {
      PlannedRequest request = assigned;
      if (request == null) {
        LockSupport.park(this);
      } else {
        serve(request);
        assigned = null;
        run.isFree(this);
      }
    }
  }

  private void serve(PlannedRequest request) {
    Endpoint endpoint = request.endpoint;
    long sentNanos = System.nanoTime();
    long deadlineNanos = sentNanos + endpoint.timeoutNanos;
    if (figures != null) {
      run.sent(sentNanos - dueNanos);
    }
    if (!connect(deadlineNanos)) {
      failed(Failure.CONNECT);
      return;
    }
    try {
      int status = connection.exchange(request, deadlineNanos);
      long now = System.nanoTime();
      if (figures != null) {
        boolean expected = endpoint.expected.contains(status);
        figures.answered(expected, status, now - dueNanos, now - sentNanos);
      }
    } catch (SocketTimeoutException late) {
      timedOut(sentNanos);
    } catch (IOException | RuntimeException broken) {
      disconnect();
      if (deadlineNanos - System.nanoTime() <= 0) {
        timedOut(sentNanos);
      } else {
        failed(Failure.IO);
      }
    }
  }

  /** Answers whether there is a connection that can be used. */
  private boolean connect(long deadlineNanos) {
    Connection present = connection;
    if (present != null && present.isUsable()) {
      return true;
    }
    disconnect();
    try {
      connection = Connection.open(target, deadlineNanos);
      return true;
    } catch (IOException | RuntimeException refused) {
      return false;
    }
  }

  private void disconnect() {
    Connection old = connection;
    connection = null;
    if (old != null) {
      old.close();
    }
  }

  private void timedOut(long sentNanos) {
    disconnect();
    long now = System.nanoTime();
    if (figures != null) {
      figures.timedOut(now - dueNanos, now - sentNanos);
    }
  }

  private void failed(Failure failure) {
    boolean cutShort = ended; // by Ctrl-C, and not by the service
    if (figures != null && !cutShort) {
      figures.failed(failure);
    }
  }
}
