package dev.tacho.instrumentation.jdbc;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** {@code Statement.clearBatch()}. */
final class ClearBatchAdvice {
  private ClearBatchAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object statement) {
    TachoProbe.batchCleared(statement);
  }
}
