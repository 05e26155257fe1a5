package dev.tacho.cli.attach;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work that another process can hold for ever, on a daemon thread that is left behind then. */
final class TimeLimit<T> {
  private final FutureTask<T> task;
  private final long endNanos;

  private TimeLimit(FutureTask<T> task, long endNanos) {
    this.task = task;
    this.endNanos = endNanos;
  }

  /** Starts it. */
  static <T> TimeLimit<T> ofSeconds(long seconds, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "tacho-attach");
    thread.setDaemon(true);
    thread.start();
    return new TimeLimit<>(task, System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
  }

  /**
   * Waits for it.
   *
   * @throws TimeoutException if the time is over
   */
  T result() throws Exception {
    try {
      return task.get(Math.max(0, endNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof Exception) {
        throw (Exception) failure.getCause();
      }
      throw failure;
    }
  }
}
