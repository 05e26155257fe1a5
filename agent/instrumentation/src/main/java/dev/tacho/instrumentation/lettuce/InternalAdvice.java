package dev.tacho.instrumentation.lettuce;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** A method in which the client sends commands by itself. */
final class InternalAdvice {
  private InternalAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter() {
    return TachoProbe.cacheInternalEnter();
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter long token) {
    TachoProbe.cacheInternalExit(token);
  }
}
