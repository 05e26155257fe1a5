package dev.tacho.instrumentation.jbosslogmanager;

import dev.tacho.facade.TachoProbe;
import dev.tacho.instrumentation.LogLibraries;
import net.bytebuddy.asm.Advice;

/** {@code LogContext.getLogContext()}. */
final class LogContextAdvice {
  private LogContextAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Return Object context) {
    TachoProbe.logContextFound(LogLibraries.JBOSS_LOG_MANAGER, context);
  }
}
