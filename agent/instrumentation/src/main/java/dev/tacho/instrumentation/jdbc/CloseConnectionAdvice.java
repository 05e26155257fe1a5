package dev.tacho.instrumentation.jdbc;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** {@code Connection.close()} and {@code abort(Executor)}; on enter, as the pool may fail later. */
final class CloseConnectionAdvice {
  private CloseConnectionAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object connection) {
    TachoProbe.connectionReturned(connection);
  }
}
