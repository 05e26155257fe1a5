package dev.tacho.record;

import dev.tacho.metrics.ExternalMetrics;
import dev.tacho.metrics.RequestWork;

/** Turns outbound HTTP calls into measurements. Any thread may call. */
final class ExternalRecorder {
  private final ExternalMetrics metrics;

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
