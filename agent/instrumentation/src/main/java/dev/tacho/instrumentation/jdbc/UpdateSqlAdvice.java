package dev.tacho.instrumentation.jdbc;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** {@code Statement.executeUpdate(String, …)} and {@code executeLargeUpdate(String, …)}. */
final class UpdateSqlAdvice {
  private UpdateSqlAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter() {
    return TachoProbe.queryEnter();
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter long startNanos,
      @Advice.This Object statement,
      @Advice.Argument(0) String sql,
      @Advice.Return long count,
      @Advice.Thrown Throwable thrown) {
    TachoProbe.updateExit(startNanos, statement, sql, count, thrown);
  }
}
