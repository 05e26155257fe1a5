package dev.tacho.instrumentation.jdbc;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** {@code PreparedStatement.executeUpdate()} and {@code executeLargeUpdate()}. */
final class UpdatePreparedAdvice {
  private UpdatePreparedAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter() {
    return TachoProbe.queryEnter();
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter long startNanos,
      @Advice.This Object statement,
      @Advice.Return long count,
      @Advice.Thrown Throwable thrown) {
    TachoProbe.updateExit(startNanos, statement, TachoProbe.slot(statement), count, thrown);
  }
}
