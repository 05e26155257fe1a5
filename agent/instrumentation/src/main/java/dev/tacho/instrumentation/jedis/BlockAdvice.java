package dev.tacho.instrumentation.jedis;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/**
 * {@code Connection.setTimeoutInfinite()}, which comes between a blocking command and its reply.
 */
final class BlockAdvice {
  private BlockAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit() {
    TachoProbe.commandBlocks();
  }
}
