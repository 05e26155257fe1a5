package dev.tacho.instrumentation.jdbc;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** {@code executeBatch()} and {@code executeLargeBatch()}: one measurement, however many rows. */
final class ExecuteBatchAdvice {
  private ExecuteBatchAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter() {
    return TachoProbe.queryEnter();
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter long startNanos,
      @Advice.This Object statement,
      @Advice.Thrown Throwable thrown) {
    TachoProbe.batchExit(startNanos, statement, thrown);
  }
}
