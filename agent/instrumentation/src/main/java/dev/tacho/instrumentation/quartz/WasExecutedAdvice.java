package dev.tacho.instrumentation.quartz;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import org.quartz.JobExecutionException;

/** {@code notifyJobListenersWasExecuted(context, exception)}. */
final class WasExecutedAdvice {
  private WasExecutedAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(1) JobExecutionException thrown) {
    TachoProbe.jobEnds(thrown);
  }
}
