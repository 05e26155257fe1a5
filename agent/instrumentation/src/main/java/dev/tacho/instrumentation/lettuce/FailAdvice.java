package dev.tacho.instrumentation.lettuce;

import dev.tacho.facade.TachoProbe;
import io.lettuce.core.protocol.Command;
import net.bytebuddy.asm.Advice;

/**
 * {@code Command.completeExceptionally(Throwable)} and {@code Command.cancel()}. They run before
 * the application hears of it.
 */
final class FailAdvice {
  private FailAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object command) {
    Object call = TachoProbe.cacheEnd(TachoProbe.kept((Command<?, ?, ?>) command));
    if (call != null) {
      TachoProbe.cacheFailed(call);
    }
  }
}
