package dev.tacho.instrumentation.quartz;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import org.quartz.JobExecutionContext;

/** {@code notifyJobListenersToBeExecuted(context)}; if it throws, the job is not run. */
final class ToBeExecutedAdvice {
  private ToBeExecutedAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Argument(0) JobExecutionContext context) {
    TachoProbe.jobBegins(context.getJobDetail().getKey().toString());
  }
}
