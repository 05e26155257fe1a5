package dev.tacho.instrumentation.executors;

import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/**
 * Periodic tasks of the JDK's executors, and of all that are built on them.
 *
 * <p>Only a periodic task is run by {@code runAndReset}, so that nothing is woven of what runs all
 * the others. Since Java 25 {@code ForkJoinPool} schedules tasks, too, and runs each by {@code
 * compute}.
 */
public final class ExecutorsInstrumentation {
  private static final String PACKAGE = "dev.tacho.instrumentation.executors.";

  private ExecutorsInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        "executors",
        TypeRule.exactly("java.util.concurrent.FutureTask")
            .advise("runAndReset", "()", PACKAGE + "RunAndResetAdvice")
            .advise("setException", "(", PACKAGE + "SetExceptionAdvice"),
        TypeRule.exactly("java.util.concurrent.DelayScheduler$ScheduledForkJoinTask")
            .advise("compute", "()", PACKAGE + "ComputeAdvice"));
  }
}
