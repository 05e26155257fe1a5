package dev.tacho.instrumentation.jedis;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** Executes a transaction, the replies to its queued commands included. */
final class ExecAdvice {
  private ExecAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter() {
    return TachoProbe.cacheEnter();
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter long startNanos, @Advice.Thrown Throwable thrown) {
    TachoProbe.cacheExit(startNanos, "EXEC", null, thrown);
  }
}
