package dev.tacho.instrumentation.jedis;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** What the library does by itself: checks of pooled connections, the nodes of a cluster. */
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
