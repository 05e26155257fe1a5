package dev.tacho.instrumentation.lettuce;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** {@code awaitOrCancel}, in which the synchronous API waits. */
final class AwaitAdvice {
  private AwaitAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter() {
    return TachoProbe.cacheEnter();
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter long startNanos) {
    TachoProbe.cacheWaited(startNanos);
  }
}
