package dev.tacho.instrumentation.quartz;

import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/**
 * Quartz 2: where a scheduler tells the listeners of a job that it is about to run, and that it has
 * run, on the thread that runs it. All jobs come by there, whatever their classes are.
 */
public final class QuartzInstrumentation {
  private static final String PACKAGE = "dev.tacho.instrumentation.quartz.";

  private QuartzInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        "quartz",
        TypeRule.exactly("org.quartz.core.QuartzScheduler")
            .advise(
                "notifyJobListenersToBeExecuted",
                "(Lorg/quartz/JobExecutionContext;)",
                PACKAGE + "ToBeExecutedAdvice")
            .advise(
                "notifyJobListenersWasExecuted",
                "(Lorg/quartz/JobExecutionContext;Lorg/quartz/JobExecutionException;)",
                PACKAGE + "WasExecutedAdvice"));
  }
}
