package dev.tacho.instrumentation.jdbc;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** {@code Statement.execute*(String, …)}. */
final class ExecuteSqlAdvice {
  private ExecuteSqlAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter() {
    return TachoProbe.queryEnter();
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter long startNanos,
      @Advice.This Object statement,
      @Advice.Argument(0) String sql,
      @Advice.Thrown Throwable thrown) {
    TachoProbe.queryExit(startNanos, statement, sql, thrown);
  }
}
