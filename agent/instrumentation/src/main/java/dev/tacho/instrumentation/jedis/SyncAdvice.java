package dev.tacho.instrumentation.jedis;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** Reads the replies of a pipeline. */
final class SyncAdvice {
  private SyncAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter() {
    return TachoProbe.cacheEnter();
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter long startNanos, @Advice.Thrown Throwable thrown) {
    TachoProbe.pipelineExit(startNanos, thrown);
  }
}
