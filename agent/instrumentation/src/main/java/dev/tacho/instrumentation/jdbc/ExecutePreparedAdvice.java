package dev.tacho.instrumentation.jdbc;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** {@code PreparedStatement.execute*()}: the SQL is known since the statement was prepared. */
final class ExecutePreparedAdvice {
  private ExecutePreparedAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter() {
    return TachoProbe.queryEnter();
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter long startNanos,
      @Advice.This Object statement,
      @Advice.Thrown Throwable thrown) {
    TachoProbe.queryExit(startNanos, statement, TachoProbe.slot(statement), thrown);
  }
}
