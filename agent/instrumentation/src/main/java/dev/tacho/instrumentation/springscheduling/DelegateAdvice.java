package dev.tacho.instrumentation.springscheduling;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** {@code DelegatingErrorHandlingRunnable.run()}, for periodic tasks and others. */
final class DelegateAdvice {
  private DelegateAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter(@Advice.FieldValue("delegate") Runnable delegate) {
    return TachoProbe.jobEnterWithin(delegate);
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter long token, @Advice.Thrown Throwable thrown) {
    TachoProbe.jobExit(token, thrown, false);
  }
}
