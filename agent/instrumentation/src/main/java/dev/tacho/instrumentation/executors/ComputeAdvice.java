package dev.tacho.instrumentation.executors;

import dev.tacho.facade.TachoProbe;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import net.bytebuddy.asm.Advice;

/** {@code ScheduledForkJoinTask.compute()}, for periodic tasks and others. */
final class ComputeAdvice {
  private ComputeAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter(
      @Advice.FieldValue("nextDelay") long nextDelay,
      @Advice.FieldValue("runnable") Runnable task) {
    return nextDelay == 0 ? 0 : TachoProbe.jobEnter(task);
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter long token,
      @Advice.This Future<?> future,
      @Advice.FieldValue("pool") ForkJoinPool pool,
      @Advice.Thrown Throwable thrown) {
    if (token != 0) {
      boolean over = future.isCancelled() || pool == null || pool.isShutdown();
      TachoProbe.jobExit(token, thrown, thrown != null && !over);
    }
  }
}
