package dev.tacho.record;

import dev.tacho.metrics.ExternalMetrics;
import dev.tacho.metrics.RequestWork;

/** Turns outbound HTTP calls into measurements. Any thread may call. */
final class ExternalRecorder {
  /** Calls that wait for their thread; those of a client without bounds are not counted beyond. */
  private static final int MAX_HANDED_OVER = 100_000;

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
    ExternalMetrics.Operation operation =
        metrics.operation(host, port, method, RequestTarget.path(path), thread.externalPath);
    if (operation == null) {
      return null;
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
    long nanos = ended ? call.ended(thrown) : call.elapsedNanos();
    thread.endCall(RequestWork.Component.EXTERNAL, nanos);
    if (thread.request != null) {
      thread.request.work.countExternalCall();
      if (thread.connectionsHeld() > 0) {
        thread.request.work.addHeld(call.peer(), nanos);
      }
    }
  }
}
