package dev.tacho.instrumentation.methods;

import dev.tacho.facade.TachoProbe;
import dev.tacho.weave.MethodNumber;
import net.bytebuddy.asm.Advice;

/** A method that ends when it returns. */
final class MethodAdvice {
  private MethodAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter(@MethodNumber int method) {
    return TachoProbe.methodEnter(method);
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter long token, @MethodNumber int method, @Advice.Thrown Throwable thrown) {
    TachoProbe.methodExit(method, token, null, thrown);
  }
}
