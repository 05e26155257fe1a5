package dev.tacho.instrumentation.timer;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** {@code TaskQueue.rescheduleMin(time)}: the first task of the heap runs next. */
final class RescheduleAdvice {
  private RescheduleAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.FieldValue(value = "queue", typing = Assigner.Typing.DYNAMIC) Object queue) {
    TachoProbe.jobBegins(((Object[]) queue)[1]);
  }
}
