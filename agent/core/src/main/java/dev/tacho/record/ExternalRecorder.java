package dev.tacho.record;

import dev.tacho.metrics.ExternalMetrics;

/** Turns outbound HTTP calls into measurements. Any thread may call. */
final class ExternalRecorder {
  private final ExternalMetrics metrics;

  ExternalRecorder(ExternalMetrics metrics) {
    this.metrics = metrics;
  }

  ExternalCall enter(String method, String host, String path) {
    ThreadState thread = ThreadState.get();
    if (thread.externalDepth > 0) {
      thread.externalDepth++;
      return ExternalCall.NESTED;
    }
    ExternalMetrics.Operation operation =
        metrics.operation(host == null ? "" : host, method, thread.externalPath.set(path));
    thread.externalDepth = 1; // last: where enter fails there is no exit
    return new ExternalCall(operation, Tokens.start());
  }

  void exit(ExternalCall call, Throwable thrown) {
    ThreadState thread = ThreadState.get();
    if (thread.externalDepth > 0) {
      thread.externalDepth--;
    }
    call.ended(thrown);
  }
}
