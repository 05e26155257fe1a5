package dev.tacho.instrumentation.slf4j;

import dev.tacho.record.LogLibrary;
import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/** SLF4J 1.6 and newer: every logger that an application asks for comes from the factory. */
public final class Slf4jInstrumentation {
  static final String NAME = "slf4j";
  static final String LOGGER_FACTORY = "org.slf4j.LoggerFactory";

  private Slf4jInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        NAME,
        TypeRule.exactly(LOGGER_FACTORY)
            .advise(
                "getILoggerFactory", "()", "dev.tacho.instrumentation.slf4j.LoggerFactoryAdvice"));
  }

  public static LogLibrary library() {
    return new Slf4jLibrary();
  }
}
