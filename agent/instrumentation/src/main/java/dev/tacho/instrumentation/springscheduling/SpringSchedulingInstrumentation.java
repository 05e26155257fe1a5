package dev.tacho.instrumentation.springscheduling;

import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/**
 * Spring's scheduling, 5.3 to 7: {@code @Scheduled} methods, whoever runs them, and tasks that are
 * given to a {@code TaskScheduler}. With a trigger, as for cron, each run is a one-shot task of an
 * executor. What a run throws ends in an error handler. Where the method is {@code @Async} too, the
 * run is that of the thread which gets it.
 */
public final class SpringSchedulingInstrumentation {
  private static final String PACKAGE = "dev.tacho.instrumentation.springscheduling.";
  private static final String ASYNC = "org.springframework.aop.interceptor.";
  private static final String SCHEDULING = "org.springframework.scheduling.";

  private SpringSchedulingInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        "spring-scheduling",
        TypeRule.exactly(SCHEDULING + "support.ScheduledMethodRunnable")
            .advise("run", "()", PACKAGE + "ScheduledMethodAdvice"),
        TypeRule.exactly(SCHEDULING + "concurrent.ReschedulingRunnable")
            .advise("run", "()", PACKAGE + "TriggeredAdvice"),
        TypeRule.exactly(SCHEDULING + "support.DelegatingErrorHandlingRunnable")
            .advise("run", "()", PACKAGE + "DelegateAdvice"),
        TypeRule.exactly(SCHEDULING + "support.TaskUtils$LoggingErrorHandler")
            .advise("handleError", "(Ljava/lang/Throwable;)", PACKAGE + "HandleErrorAdvice"),
        TypeRule.exactly(ASYNC + "AsyncExecutionInterceptor")
            .advise("invoke", "(", PACKAGE + "AsyncCallAdvice"),
        TypeRule.exactly(ASYNC + "AsyncExecutionAspectSupport")
            .advise("doSubmit", "(", PACKAGE + "SubmitAdvice")
            .advise("handleError", "(Ljava/lang/Throwable;", PACKAGE + "HandleErrorAdvice"),
        TypeRule.directSubtypesOf("org.springframework.util.ErrorHandler")
            .advise("handleError", "(Ljava/lang/Throwable;)", PACKAGE + "HandleErrorAdvice"));
  }
}
