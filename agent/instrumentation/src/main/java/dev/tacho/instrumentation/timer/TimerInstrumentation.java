package dev.tacho.instrumentation.timer;

import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/**
 * {@code java.util.Timer}. Its thread reschedules a periodic task just before it runs it, and looks
 * whether there are others when it is through with it. To weave the tasks instead, one would have
 * to find them, and to ask each whether it is periodic.
 */
public final class TimerInstrumentation {
  private static final String PACKAGE = "dev.tacho.instrumentation.timer.";

  private TimerInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        "timer",
        TypeRule.exactly("java.util.TaskQueue")
            .advise("rescheduleMin", "(J)", PACKAGE + "RescheduleAdvice")
            .advise("isEmpty", "()", PACKAGE + "NextTaskAdvice"),
        TypeRule.exactly("java.util.TimerThread")
            .advise("mainLoop", "()", PACKAGE + "MainLoopAdvice"));
  }
}
