package dev.tacho.instrumentation.jetty;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** {@code handle()} of a channel: all that Jetty does with a request on one thread in one go. */
final class HandleAdvice {
  private HandleAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter() {
    return TachoProbe.exchangeEnter(true);
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter long token) {
    TachoProbe.exchangeExit(token, 0);
  }
}
