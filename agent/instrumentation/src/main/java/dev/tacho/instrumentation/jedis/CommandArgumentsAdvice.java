package dev.tacho.instrumentation.jedis;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import redis.clients.jedis.CommandArguments;

/** {@code Connection.executeCommand(CommandArguments)}. */
final class CommandArgumentsAdvice {
  private CommandArgumentsAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter() {
    return TachoProbe.cacheEnter();
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter long startNanos,
      @Advice.Argument(0) CommandArguments command,
      @Advice.Return Object reply,
      @Advice.Thrown Throwable thrown) {
    TachoProbe.cacheExit(startNanos, command.getCommand(), reply, thrown);
  }
}
