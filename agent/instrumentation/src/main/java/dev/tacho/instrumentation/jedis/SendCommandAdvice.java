package dev.tacho.instrumentation.jedis;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import redis.clients.jedis.commands.ProtocolCommand;

/** {@code Connection.sendCommand(ProtocolCommand, byte[][])} of version 3. */
final class SendCommandAdvice {
  private SendCommandAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.Argument(0) ProtocolCommand command, @Advice.Argument(1) byte[][] arguments) {
    TachoProbe.commandSent(command.getRaw(), arguments);
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Thrown Throwable thrown) {
    if (thrown != null) {
      TachoProbe.commandAnswered(null, thrown);
    }
  }
}
