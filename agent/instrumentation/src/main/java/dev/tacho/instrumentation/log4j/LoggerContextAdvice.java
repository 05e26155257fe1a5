package dev.tacho.instrumentation.log4j;

import dev.tacho.facade.TachoProbe;
import dev.tacho.instrumentation.LogLibraries;
import net.bytebuddy.asm.Advice;

/** {@code LoggerContext.getLogger(name, messageFactory)}. */
final class LoggerContextAdvice {
  private LoggerContextAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object context) {
    TachoProbe.logContextFound(LogLibraries.LOG4J, context);
  }
}
