package dev.tacho.agenttests.jobs;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What an application sees of its tasks, one line each: the same with the agent and without. */
final class JobTranscript {
  void line(String what, Object value) {
    System.out.println("  " + what + ": " + value);
  }

  /** How a future ends, with the first line of the stack trace of what ended it. */
  void end(Future<?> future) throws Exception {
    Object result;
    try {
      result = future.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      result = e.getCause() + " at " + e.getCause().getStackTrace()[0].getMethodName();
    } catch (java.util.concurrent.CancellationException e) {
      result = "cancelled";
    }
    line("ends", result + (future.isCancelled() ? ", is cancelled" : ""));
  }

  void thrown(Callable<?> call) {
    try {
      line("answers", call.call());
    } catch (Exception e) {
      line("throws", e);
    }
  }

  /** Waits until no thread of an executor is at work any more. */
  void close(ExecutorService executor) throws InterruptedException {
    executor.shutdown();
    line("terminated", executor.awaitTermination(30, TimeUnit.SECONDS));
  }
}
