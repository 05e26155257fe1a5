package dev.tacho.instrumentation.jdbc;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** {@code Connection.prepareStatement(String, …)} and {@code prepareCall(String, …)}. */
final class PrepareAdvice {
  private PrepareAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.Argument(0) String sql,
      @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object statement) {
    TachoProbe.statementPrepared(statement, sql);
  }
}
