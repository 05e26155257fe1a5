package dev.tacho.agenttests.http;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** How an asynchronous call ends: as its future says, or as its callback is told. */
final class Outcome<T> {
  private final CountDownLatch told = new CountDownLatch(1);
  private final AtomicInteger times = new AtomicInteger();
  private volatile T result;
  private volatile Throwable failure;
  private volatile boolean cancelled;

  static <T> Outcome<T> of(Future<T> future) throws InterruptedException {
    Outcome<T> outcome = new Outcome<>();
    try {
      outcome.completed(future.get());
    } catch (ExecutionException e) {
      outcome.failed(e.getCause());
    } catch (CancellationException e) {
      outcome.cancelled();
    }
    return outcome;
  }

  void completed(T theResult) {
    result = theResult;
    ended();
  }

  void failed(Throwable theFailure) {
    failure = theFailure;
    ended();
  }

  void cancelled() {
    cancelled = true;
    ended();
  }

  private void ended() {
    times.incrementAndGet();
    told.countDown();
  }

  /** This, once it has come, and if it is the very result or exception of the other. */
  Outcome<T> sameAs(Outcome<T> other) throws InterruptedException {
    told.await();
    if (result != other.result
        || failure != other.failure
        || cancelled != other.cancelled
        || times.get() != 1) {
      throw new IllegalStateException("told " + times + " times, and not what the future says");
    }
    return this;
  }

  T get() throws ExecutionException {
    if (cancelled) {
      throw new CancellationException("cancelled");
    }
    if (failure != null) {
      throw new ExecutionException(failure);
    }
    return result;
  }
}
