package dev.tacho.instrumentation.tomcatjdbc;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/**
 * {@code ConnectionPool.borrowConnection(int, String, String)}: the application's connections are
 * proxies, which nobody sees closed; the object behind them comes from here.
 */
final class BorrowBehindProxyAdvice {
  private BorrowBehindProxyAdvice() {}

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
