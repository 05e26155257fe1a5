package dev.tacho.instrumentation.jedis;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** What was sent may turn out not to get through when it is flushed. */
final class FlushAdvice {
  private FlushAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Thrown Throwable thrown) {
    if (thrown != null) {
      TachoProbe.commandAnswered(null, thrown);
    }
  }
}
