package dev.tacho.agenttests.monitoring;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what servers do in their own time. */
final class Await {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Await() {}

  /**
   * Waits until {@code condition} holds.
   *
   * @param what asked for when it does not, so that it can say how things stand
   */
  static void until(Supplier<String> what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what.get());
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  static void until(String what, BooleanSupplier condition) {
    until(() -> what, condition);
  }
}
