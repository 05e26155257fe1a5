package dev.tacho.instrumentation.springscheduling;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** {@code ReschedulingRunnable.run()}, after which the next run is scheduled unless it throws. */
final class TriggeredAdvice {
  private TriggeredAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter(@Advice.This Object task) {
    return TachoProbe.jobEnter(task);
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter long token, @Advice.Thrown Throwable thrown) {
    TachoProbe.jobExit(token, thrown, thrown != null);
  }
}
