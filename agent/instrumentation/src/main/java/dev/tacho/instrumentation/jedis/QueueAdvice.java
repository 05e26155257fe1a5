package dev.tacho.instrumentation.jedis;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** Queues a command in a pipeline to several nodes, which other threads read. */
final class QueueAdvice {
  private QueueAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit() {
    TachoProbe.commandQueued();
  }
}
