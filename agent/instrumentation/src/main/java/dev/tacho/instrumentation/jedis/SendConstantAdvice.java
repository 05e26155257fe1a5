package dev.tacho.instrumentation.jedis;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** {@code Connection.sendCommand(Command, byte[][])} of version 2, the commands of an enum. */
final class SendConstantAdvice {
  private SendConstantAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(0) Object command, @Advice.Argument(1) byte[][] arguments) {
    TachoProbe.commandSent(command.toString(), arguments.length);
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Thrown Throwable thrown) {
    if (thrown != null) {
      TachoProbe.commandAnswered(null, thrown);
    }
  }
}
