package dev.tacho.instrumentation.jdbc;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** {@code Driver.connect(String, Properties)}: somebody's connection unless a pool's. */
final class OpenConnectionAdvice {
  private OpenConnectionAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter() {
    return TachoProbe.connectionEnter();
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter long startNanos,
      @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object connection) {
    TachoProbe.connectionOpened(startNanos, connection);
  }
}
