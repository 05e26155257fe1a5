package dev.tacho.instrumentation.jdbc;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** {@code executeBatch()} and {@code executeLargeBatch()}: one measurement, however many rows. */
final class ExecuteBatchAdvice {
  private ExecuteBatchAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter() {
    return TachoProbe.queryEnter();
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter long startNanos,
      @Advice.This Object statement,
      @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object counts,
      @Advice.Thrown Throwable thrown) {
    TachoProbe.batchExit(startNanos, statement, counts, thrown);
  }
}
