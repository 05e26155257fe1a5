package dev.tacho.instrumentation.dbcp;

import dev.tacho.facade.TachoProbe;
import dev.tacho.instrumentation.PoolLibraries;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** {@code BasicDataSource.getConnection()}. */
final class BorrowAdvice {
  private BorrowAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter(@Advice.This Object pool) {
    return TachoProbe.poolEnter(PoolLibraries.DBCP, pool);
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter long startNanos,
      @Advice.This Object pool,
      @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object connection) {
    TachoProbe.poolExit(startNanos, PoolLibraries.DBCP, pool, connection);
  }
}
