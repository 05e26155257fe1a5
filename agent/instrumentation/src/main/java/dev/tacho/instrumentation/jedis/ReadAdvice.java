package dev.tacho.instrumentation.jedis;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** {@code Connection.readProtocolWithCheckingBroken()}, which reads one reply. */
final class ReadAdvice {
  private ReadAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Return Object reply, @Advice.Thrown Throwable thrown) {
    TachoProbe.commandAnswered(reply, thrown);
  }
}
