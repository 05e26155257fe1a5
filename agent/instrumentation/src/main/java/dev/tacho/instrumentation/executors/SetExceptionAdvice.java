package dev.tacho.instrumentation.executors;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/**
 * {@code FutureTask.setException(Throwable)}: the task threw, even if the future was cancelled
 * before and takes no notice.
 */
final class SetExceptionAdvice {
  private SetExceptionAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object future) {
    TachoProbe.futureFailed(future);
  }
}
