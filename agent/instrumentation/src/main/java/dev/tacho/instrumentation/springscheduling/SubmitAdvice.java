package dev.tacho.instrumentation.springscheduling;

import dev.tacho.facade.TachoProbe;
import java.util.concurrent.Callable;
import net.bytebuddy.asm.Advice;

/** {@code AsyncExecutionAspectSupport.doSubmit(task, executor, returnType)}. */
final class SubmitAdvice {
  private SubmitAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(value = 0, readOnly = false) Callable<?> task) {
    task = (Callable<?>) TachoProbe.jobHandOver(task);
  }
}
