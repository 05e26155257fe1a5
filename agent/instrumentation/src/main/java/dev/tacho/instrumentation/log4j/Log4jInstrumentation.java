package dev.tacho.instrumentation.log4j;

import dev.tacho.record.LogLibrary;
import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/**
 * Log4j 2 with its own core. Where its API is bound to another library, that one's context is the
 * one that is read.
 */
public final class Log4jInstrumentation {
  private static final String NAME = "log4j";
  private static final String LOGGER_CONTEXT = "org.apache.logging.log4j.core.LoggerContext";

  private Log4jInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        NAME,
        TypeRule.exactly(LOGGER_CONTEXT)
            .advise(
                "getLogger",
                "(Ljava/lang/String;Lorg/apache/logging/log4j/message/MessageFactory;)",
                "dev.tacho.instrumentation.log4j.LoggerContextAdvice"));
  }

  public static LogLibrary library() {
    return new LogLibrary(
        NAME,
        "org.apache.logging.log4j.spi.LoggerContext",
        "org.apache.logging.log4j.ThreadContext",
        LOGGER_CONTEXT);
  }
}
