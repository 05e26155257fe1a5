package dev.tacho.record;

import dev.tacho.metrics.ExternalError;
import dev.tacho.metrics.ExternalMetrics;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * One outbound HTTP call in progress. The response head may arrive on another thread than the one
 * that calls and waits; whichever is first, head or end, records, and the other finds it done.
 */
public final class ExternalCall {
  /** Stands for a call inside another one, which alone is measured. */
  static final ExternalCall NESTED = new ExternalCall(null, 0);

  private static final AtomicIntegerFieldUpdater<ExternalCall> recordedOf =
      AtomicIntegerFieldUpdater.newUpdater(ExternalCall.class, "recorded");

  private final ExternalMetrics.Operation operation;

  /** Changed only before another thread can know the call. */
  private long startNanos;

  /** 1 once the call has ended. */
  @SuppressWarnings("UnusedVariable") // read by its updater
  private volatile int recorded;

  /**
   * The id of the request that handed this call over, or null. Plain: written before the call is
   * handed over, read by whom it is handed to.
   */
  String requestId;

  ExternalCall(ExternalMetrics.Operation operation, long startNanos) {
    this.operation = operation;
    this.startNanos = startNanos;
  }

  /** The name of the service that is called. */
  String peer() {
    return operation.peer();
  }

  /** The response head has arrived. Any thread may call; only the first end counts. */
  public void answered(int status) {
    if (operation != null && recordedOf.compareAndSet(this, 0, 1)) {
      operation.answered(status, Tokens.elapsed(startNanos));
    }
  }

  /**
   * The call has ended without an answer. Any thread may call; only the first end counts.
   *
   * @param thrown why, or null if it was cancelled
   */
  public void failed(Throwable thrown) {
    if (operation != null && recordedOf.compareAndSet(this, 0, 1)) {
      operation.failed(
          thrown == null ? ExternalError.CANCELLED : ExternalError.ofFailure(thrown),
          Tokens.elapsed(startNanos));
    }
  }

  long startNanos() {
    return startNanos;
  }

  /** The call began before, with a step that this one goes on from. */
  void startedAt(long nanos) {
    startNanos = nanos;
  }

  long elapsedNanos() {
    return Tokens.elapsed(startNanos);
  }

  /**
   * The call has ended; without an answer before, it failed.
   *
   * @return how long it took, body included, in nanoseconds
   */
  long ended(Throwable thrown) {
    long nanos = Tokens.elapsed(startNanos);
    if (recordedOf.compareAndSet(this, 0, 1)) {
      operation.failed(ExternalError.ofFailure(thrown), nanos);
    }
    return nanos;
  }
}
