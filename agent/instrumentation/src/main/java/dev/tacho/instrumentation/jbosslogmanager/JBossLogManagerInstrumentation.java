package dev.tacho.instrumentation.jbosslogmanager;

import dev.tacho.record.LogLibrary;
import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/** JBoss LogManager, which WildFly and Quarkus log with: every logger comes from a log context. */
public final class JBossLogManagerInstrumentation {
  private static final String NAME = "jboss-logmanager";
  private static final String LOG_CONTEXT = "org.jboss.logmanager.LogContext";

  private JBossLogManagerInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        NAME,
        TypeRule.exactly(LOG_CONTEXT)
            .advise(
                "getLogContext",
                "()",
                "dev.tacho.instrumentation.jbosslogmanager.LogContextAdvice"));
  }

  public static LogLibrary library() {
    return new LogLibrary(NAME, LOG_CONTEXT, "org.jboss.logmanager.MDC", LOG_CONTEXT);
  }
}
