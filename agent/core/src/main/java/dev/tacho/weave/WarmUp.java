package dev.tacho.weave;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** Something to weave while nobody waits: the usual shape of advice, on a class of our own. */
final class WarmUp {
  private WarmUp() {}

  static final class Target {
    Object run(Object argument) {
      return argument;
    }
  }

  static final class WarmUpAdvice {
    private WarmUpAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long enter() {
      return TachoProbe.cacheEnter();
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter long startNanos,
        @Advice.Argument(0) Object argument,
        @Advice.Return Object result,
        @Advice.Thrown Throwable thrown) {
      TachoProbe.cacheExit(startNanos, argument, result, thrown);
    }
  }
}
