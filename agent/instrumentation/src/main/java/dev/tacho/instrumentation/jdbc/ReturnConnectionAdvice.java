package dev.tacho.instrumentation.jdbc;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** A pool takes a connection back; on enter, as on exit another thread may have it already. */
final class ReturnConnectionAdvice {
  private ReturnConnectionAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.Argument(value = 0, typing = Assigner.Typing.DYNAMIC) Object connection) {
    TachoProbe.connectionReturned(connection);
  }
}
