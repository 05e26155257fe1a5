package dev.tacho.instrumentation.springscheduling;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** {@code ErrorHandler.handleError(thrown)}, by the thread and within the run that threw. */
final class HandleErrorAdvice {
  private HandleErrorAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter() {
    TachoProbe.jobFailed();
  }
}
