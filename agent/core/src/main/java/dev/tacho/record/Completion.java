package dev.tacho.record;

import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * Waits for the end of a future that a measured method has returned, beside what the application
 * does with it. Refers to nothing of the application.
 */
final class Completion implements BiConsumer<Object, Throwable> {
  private final MeasuredMethod method;
  private final long startNanos;

  /** Stages of other makers than the JDK might tell twice. */
  private final AtomicBoolean told = new AtomicBoolean();

  Completion(MeasuredMethod method, long startNanos) {
    this.method = method;
    this.startNanos = startNanos;
  }

  @Override
  public void accept(Object ignoredValue, Throwable thrown) {
    if (told.compareAndSet(false, true)) {
      method.ended(null, startNanos, Tokens.elapsed(startNanos), failure(thrown));
    }
  }

  /** Stages that depend on others wrap what those failed with. */
  private static Throwable failure(Throwable thrown) {
    return thrown instanceof CompletionException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }
}
