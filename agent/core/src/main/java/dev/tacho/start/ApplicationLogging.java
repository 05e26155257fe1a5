package dev.tacho.start;

import dev.tacho.log.AgentLog;
import java.lang.instrument.Instrumentation;

/**
 * Waits where the application brings its own {@code java.util.logging} manager or MBean server
 * builder (WildFly does). The management beans that the first scrape reads, and the HTTP client
 * that alerts are sent with, initialise the two for good, and before the application's classes can
 * be found that would be with the wrong ones.
 */
final class ApplicationLogging {
  private static final String[] PROPERTIES = {
    "java.util.logging.manager", "javax.management.builder.initial"
  };

  /** Main classes that set those properties only after they have started. */
  private static final String[] MAIN_CLASSES = {
    "org.jboss.modules.Main", "org.wildfly.", "com.sun.enterprise.glassfish.bootstrap.ASMain",
  };

  private static final long MAX_WAIT_MILLIS = 60_000;
  private static final long STEP_MILLIS = 200;

  private ApplicationLogging() {}

  /** Returns at once for nearly every application. */
  static void awaitIfCustom(Instrumentation jvm) throws InterruptedException {
    if (!isCustom()) {
      return;
    }
    for (long waited = 0; waited < MAX_WAIT_MILLIS; waited += STEP_MILLIS) {
      if (isThere(jvm)) {
        return;
      }
      Thread.sleep(STEP_MILLIS);
    }
    AgentLog.line(
        "the application's own log manager was not there after "
            + MAX_WAIT_MILLIS / 1000
            + " s; the metrics endpoint starts without waiting any longer.");
  }

  private static boolean isCustom() {
    String command = System.getProperty("sun.java.command", "");
    for (String main : MAIN_CLASSES) {
      if (command.startsWith(main)) {
        return true;
      }
    }
    return custom(PROPERTIES[0]) != null || custom(PROPERTIES[1]) != null;
  }

  private static String custom(String property) {
    String value = System.getProperty(property);
    return value == null || value.isEmpty() ? null : value;
  }

  /** Whether every class that the properties name, at least one, has been loaded by now. */
  private static boolean isThere(Instrumentation jvm) {
    boolean any = false;
    for (String property : PROPERTIES) {
      String className = custom(property);
      if (className != null) {
        any = true;
        if (!isLoaded(jvm, className)) {
          return false;
        }
      }
    }
    return any;
  }

  private static boolean isLoaded(Instrumentation jvm, String className) {
    for (Class<?> type : jvm.getAllLoadedClasses()) {
      if (type.getName().equals(className)) {
        return true;
      }
    }
    return false;
  }
}
