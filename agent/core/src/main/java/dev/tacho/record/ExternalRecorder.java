package dev.tacho.record;

import dev.tacho.metrics.ExternalMetrics;
import dev.tacho.metrics.RequestWork;

/** Turns outbound HTTP calls into measurements. Any thread may call. */
final class ExternalRecorder {
  /** Calls that wait for their thread; those of a client without bounds are not counted beyond. */
  private static final int MAX_HANDED_OVER = 100_000;

  private static final int FIRST_STATUS = 100;
  private static final int FIRST_ERROR = 400;

  private final ExternalMetrics metrics;

  private final WeakIdentityMap<ExternalCall> handedOver = new WeakIdentityMap<>(MAX_HANDED_OVER);

  ExternalRecorder(ExternalMetrics metrics) {
    this.metrics = metrics;
  }

  /** Null for a call to the agent itself, which is none of the application's work. */
  ExternalCall enter(ThreadState thread, String method, String host, int port, String path) {
    if (thread.externalDepth > 0) {
      thread.externalDepth++;
      return ExternalCall.NESTED;
    }
    Object naming = metrics.naming();
    ExternalMetrics.Operation operation =
        thread.latestOperation.get(naming, method, host, port, path);
    if (operation == null) {
      operation = metrics.operation(host, port, method, RequestTarget.path(path), thread.path());
      if (operation == null) {
        return null;
      }
      thread.latestOperation.set(naming, method, host, port, path, operation);
    }
    thread.externalDepth = 1; // last: where enter fails there is no exit
    thread.beginCall();
    return new ExternalCall(operation, Tokens.start());
  }

  void exit(ThreadState thread, ExternalCall call, Throwable thrown) {
    leave(thread, call, thrown, true);
  }

  /** An asynchronous call goes on, unless {@code thrown} has ended it. */
  void leave(ThreadState thread, ExternalCall call, Throwable thrown) {
    leave(thread, call, thrown, thrown != null);
  }

  /** The call goes on where {@link #resume} is called with {@code carrier}. */
  void handOver(ThreadState thread, ExternalCall call, Object carrier) {
    leave(thread, call, null);
    if (call != ExternalCall.NESTED) {
      call.requestId = thread.requestId();
      handedOver.put(carrier, call);
    }
  }

  /** Null if {@code carrier} carries no call. */
  ExternalCall resume(ThreadState thread, Object carrier) {
    ExternalCall call = handedOver.remove(carrier, thread.lookup);
    if (call != null) {
      thread.handedOverId = call.requestId;
      thread.externalDepth++; // last: where resume fails there is no pause
    }
    return call;
  }

  void pause(ThreadState thread) {
    thread.handedOverId = null;
    if (thread.externalDepth > 0) {
      thread.externalDepth--;
    }
  }

  private static void leave(
      ThreadState thread, ExternalCall call, Throwable thrown, boolean ended) {
    if (thread.externalDepth > 0) {
      thread.externalDepth--;
    }
    if (call == ExternalCall.NESTED) {
      return;
    }
    left(thread, call.peer(), ended ? call.ended(thrown) : call.elapsedNanos());
  }

  /** A call that is made in several steps; only the last one counts. */
  ExternalCall enterStep(
      ThreadState thread, Object client, String method, String host, int port, String path) {
    ExternalCall call = enter(thread, method, host, port, path);
    if (call != null && call != ExternalCall.NESTED) {
      thread.callSteps().enter(client, call, host);
    }
    return call;
  }

  void exitStep(ThreadState thread, ExternalCall call, int status, Throwable thrown) {
    if (thread.externalDepth > 0) {
      thread.externalDepth--;
    }
    if (call == ExternalCall.NESTED) {
      return;
    }
    CallSteps steps = thread.callSteps();
    addTime(thread, call.peer(), steps.stepNanos());
    if (status >= FIRST_STATUS && (thrown == null || status >= FIRST_ERROR)) {
      steps.answered();
      call.answered(status);
      count(thread);
    } else if (thrown == null) {
      steps.leave(call);
    } else if (steps.fail()) {
      call.ended(thrown);
      count(thread);
    }
  }

  /** The thread is through with a call that no other call encloses; the request gets its share. */
  static void left(ThreadState thread, String peer, long nanos) {
    addTime(thread, peer, nanos);
    count(thread);
  }

  private static void addTime(ThreadState thread, String peer, long nanos) {
    thread.endCall(RequestWork.Component.EXTERNAL, nanos);
    if (thread.request != null && thread.connectionsHeld() > 0) {
      thread.request.work.addHeld(peer, nanos);
    }
  }

  private static void count(ThreadState thread) {
    if (thread.request != null) {
      thread.request.work.countExternalCall();
    }
  }
}
