package dev.tacho.instrumentation.jedis;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import redis.clients.jedis.CommandArguments;

/** {@code Connection.sendCommand(CommandArguments)} of version 4 and newer. */
final class SendArgumentsAdvice {
  private SendArgumentsAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(0) CommandArguments command) {
    TachoProbe.commandSent(command.getCommand().getRaw(), command.size() - 1);
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Thrown Throwable thrown) {
    if (thrown != null) {
      TachoProbe.commandAnswered(null, thrown);
    }
  }
}
