package dev.tacho.instrumentation.jdbc;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** {@code DataSource.getConnection(…)}, and what is behind it in a pool. */
final class TakeConnectionAdvice {
  private TakeConnectionAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter() {
    return TachoProbe.connectionEnter();
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter long startNanos,
      @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object connection) {
    TachoProbe.connectionTaken(startNanos, connection);
  }
}
