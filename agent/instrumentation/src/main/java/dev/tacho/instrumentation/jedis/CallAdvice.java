package dev.tacho.instrumentation.jedis;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** A command that may be sent several times, to several nodes, and counts once. */
final class CallAdvice {
  private CallAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter() {
    return TachoProbe.cacheEnter();
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter long startNanos, @Advice.Return Object reply, @Advice.Thrown Throwable thrown) {
    TachoProbe.cacheExit(startNanos, null, reply, thrown);
  }
}
