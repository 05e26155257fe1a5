package dev.tacho.instrumentation.slf4j;

import dev.tacho.record.LogLibrary;
import java.lang.reflect.Field;

/**
 * SLF4J. Its context, the MDC, takes its adapter from whatever SLF4J is bound to at that moment,
 * for good; it must not be touched before the binding stands. Until then the factory hands out
 * substitutes, and for ever where there is nothing to bind to.
 */
final class Slf4jLibrary extends LogLibrary {
  /** Where substitutes and factories of loggers that log nothing are. */
  private static final String HELPERS = "org.slf4j.helpers.";

  /** What {@code LoggerFactory.INITIALIZATION_STATE} says, from 1.6 to 2.1. */
  private static final int ONGOING = 1;

  private static final int SUCCESSFUL = 3;

  Slf4jLibrary() {
    super(
        Slf4jInstrumentation.NAME,
        "org.slf4j.ILoggerFactory",
        "org.slf4j.MDC",
        Slf4jInstrumentation.LOGGER_FACTORY);
  }

  /** SLF4J 1 finds the adapter by class name, and complains on stderr if it is not there. */
  @Override
  protected boolean hasContext(Class<?> witness, ClassLoader api) {
    return !witness.getName().startsWith(HELPERS)
        && (has(api, "org.slf4j.spi.SLF4JServiceProvider")
            || has(api, "org.slf4j.impl.StaticMDCBinder"));
  }

  private static boolean has(ClassLoader loader, String name) {
    try {
      Class.forName(name, false, loader);
      return true;
    } catch (ClassNotFoundException | LinkageError notThere) {
      return false;
    }
  }

  @Override
  protected State stateOf(Class<?> loggerFactory) {
    try {
      Field field = loggerFactory.getDeclaredField("INITIALIZATION_STATE");
      field.setAccessible(true);
      int state = field.getInt(null);
      return state == SUCCESSFUL ? State.READY : state == ONGOING ? State.STARTING : State.UNUSED;
    } catch (ReflectiveOperationException | RuntimeException notTold) {
      // A module that is not open, say. The next logger that is asked for will do.
      return State.UNUSED;
    }
  }
}
