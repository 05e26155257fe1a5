package dev.tacho.instrumentation.jdbc;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** {@code Driver.connect(String, Properties)}: the URL names the system of an unknown driver. */
final class ConnectAdvice {
  private ConnectAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.Argument(0) String url,
      @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object connection) {
    TachoProbe.connected(connection, url);
  }
}
