package dev.tacho.instrumentation.timer;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** {@code TimerThread.mainLoop()}, which only ends by an exception while there are tasks. */
final class MainLoopAdvice {
  private MainLoopAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.FieldValue(value = "queue", typing = Assigner.Typing.DYNAMIC) Object queue,
      @Advice.Thrown Throwable thrown) {
    if (thrown != null) {
      TachoProbe.timerDied(queue, thrown);
    }
  }
}
