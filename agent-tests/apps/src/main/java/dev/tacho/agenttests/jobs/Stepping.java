package dev.tacho.agenttests.jobs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** A task that ends itself in one of its runs. To be extended, for its class is its name. */
class Stepping implements Runnable {
  /** What happens in the last run. May throw. */
  interface End {
    void happen(Future<?> self) throws Exception;
  }

  private final CompletableFuture<Future<?>> self = new CompletableFuture<>();
  private final int lastRun;
  private final End end;
  private int runs;

  Stepping(int lastRun, End end) {
    this.lastRun = lastRun;
    this.end = end;
  }

  /** Tells the task what runs it, which it waits for. */
  <F extends Future<?>> F runBy(F future) {
    self.complete(future);
    return future;
  }

  @Override
  public final void run() {
    if (++runs == lastRun) {
      try {
        end.happen(self.get());
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The end of a task that is through with its work. */
  static void cancel(Future<?> self) {
    self.cancel(false);
  }

  /** The end of one that has a mistake. */
  static void fail(Future<?> self) {
    throw new IllegalArgumentException("deliberately");
  }
}
