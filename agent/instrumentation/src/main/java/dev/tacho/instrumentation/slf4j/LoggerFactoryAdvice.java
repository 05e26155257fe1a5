package dev.tacho.instrumentation.slf4j;

import dev.tacho.facade.TachoProbe;
import dev.tacho.instrumentation.LogLibraries;
import net.bytebuddy.asm.Advice;

/** {@code LoggerFactory.getILoggerFactory()}. */
final class LoggerFactoryAdvice {
  private LoggerFactoryAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Return Object factory) {
    TachoProbe.logContextFound(LogLibraries.SLF4J, factory);
  }
}
