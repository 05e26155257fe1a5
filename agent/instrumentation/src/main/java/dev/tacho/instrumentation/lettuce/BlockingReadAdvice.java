package dev.tacho.instrumentation.lettuce;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** {@code XReadArgs.build}: the command that these arguments join is sent next on this thread. */
final class BlockingReadAdvice {
  private BlockingReadAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.FieldValue("block") Long milliseconds) {
    TachoProbe.cacheReadBlocks(milliseconds != null);
  }
}
