package dev.tacho.instrumentation.timer;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** {@code TaskQueue.isEmpty()}, which only the timer's thread asks, before each task. */
final class NextTaskAdvice {
  private NextTaskAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter() {
    TachoProbe.jobEnds(null);
  }
}
