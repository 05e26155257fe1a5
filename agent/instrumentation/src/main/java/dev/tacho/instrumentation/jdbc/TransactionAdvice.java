package dev.tacho.instrumentation.jdbc;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** {@code Connection.commit()} and {@code rollback(…)}, whatever the driver sends for it. */
final class TransactionAdvice {
  private TransactionAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter() {
    return TachoProbe.queryEnter();
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter long startNanos,
      @Advice.This Object connection,
      @Advice.Thrown Throwable thrown) {
    TachoProbe.transactionExit(startNanos, connection, thrown);
  }
}
