package dev.tacho.instrumentation;

import dev.tacho.facade.TachoProbe;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.asm.Advice;

/** Every mistake that {@link AdviceLint} knows. */
final class BadAdvice {
  static long last;

  private BadAdvice() {}

  @Advice.OnMethodEnter
  static long enter(@Advice.Argument(0) List<?> list, @Advice.Argument(1) TimeUnit unit) {
    Runnable lambda = () -> TachoProbe.cacheEnter();
    lambda.run();
    last = TachoProbe.cacheEnter() + list.size() + helper(unit);
    return last;
  }

  static int helper(TimeUnit unit) {
    return switch (unit) {
      case DAYS -> 1;
      default -> 0;
    };
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class)
  static void exit(@Advice.Origin String method, @Advice.AllArguments Object[] arguments) {
    try {
      TachoProbe.cacheExit(1, List.class, (List<?>) arguments[0], null);
    } catch (IllegalStateException expected) {
      throw new IllegalArgumentException(method, expected);
    }
  }
}
