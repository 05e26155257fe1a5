package dev.tacho.instrumentation.executors;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** {@code FutureTask.runAndReset()}, which answers and does not throw whatever the task does. */
final class RunAndResetAdvice {
  private RunAndResetAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter(
      @Advice.This Object future,
      @Advice.FieldValue("state") int state,
      @Advice.FieldValue(value = "callable", typing = Assigner.Typing.DYNAMIC) Object callable) {
    // Of one that was cancelled (NEW is 0) nothing will be run.
    return state == 0 ? TachoProbe.futureEnter(future, callable) : 0;
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.Enter long token, @Advice.This Object future, @Advice.FieldValue("state") int state) {
    TachoProbe.futureExit(token, future, state == 3); // EXCEPTIONAL
  }
}
