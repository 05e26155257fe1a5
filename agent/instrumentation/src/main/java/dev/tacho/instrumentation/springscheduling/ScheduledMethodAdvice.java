package dev.tacho.instrumentation.springscheduling;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import org.springframework.scheduling.support.ScheduledMethodRunnable;

/** {@code ScheduledMethodRunnable.run()}: a {@code @Scheduled} method. */
final class ScheduledMethodAdvice {
  private ScheduledMethodAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter(@Advice.This ScheduledMethodRunnable task) {
    return TachoProbe.jobEnter(task.getTarget(), task.getMethod());
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter long token, @Advice.Thrown Throwable thrown) {
    TachoProbe.jobExit(token, thrown, false);
  }
}
