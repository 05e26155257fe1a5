package dev.tacho.instrumentation.tomcatjdbc;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/**
 * {@code ConnectionPool.returnConnection(PooledConnection)}; on enter, as on exit another thread
 * may have it already.
 */
final class ReturnConnectionAdvice {
  private ReturnConnectionAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.Argument(value = 0, typing = Assigner.Typing.DYNAMIC) Object connection) {
    TachoProbe.connectionReturned(connection);
  }
}
