package dev.tacho.instrumentation.methods;

import dev.tacho.facade.TachoProbe;
import dev.tacho.weave.MethodNumber;
import net.bytebuddy.asm.Advice;

/** A method that returns an object, which may be a future. */
final class ObjectMethodAdvice {
  private ObjectMethodAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter(@MethodNumber int method) {
    return TachoProbe.methodEnter(method);
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter long token,
      @MethodNumber int method,
      @Advice.Return Object returned,
      @Advice.Thrown Throwable thrown) {
    TachoProbe.methodExit(method, token, returned, thrown);
  }
}
