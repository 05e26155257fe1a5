package dev.tacho.instrumentation.springscheduling;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import org.aopalliance.intercept.MethodInvocation;

/** {@code AsyncExecutionInterceptor.invoke(invocation)}: the call of an {@code @Async} method. */
final class AsyncCallAdvice {
  private AsyncCallAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static boolean enter(@Advice.Argument(0) MethodInvocation invocation) {
    return TachoProbe.jobAsyncEnter(invocation.getMethod());
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter boolean handsOver) {
    TachoProbe.jobAsyncExit(handsOver);
  }
}
