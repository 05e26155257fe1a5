package dev.tacho.instrumentation.jdbc;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** {@code Statement.addBatch(String)}. */
final class AddBatchAdvice {
  private AddBatchAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object statement, @Advice.Argument(0) String sql) {
    TachoProbe.statementBatched(statement, sql);
  }
}
