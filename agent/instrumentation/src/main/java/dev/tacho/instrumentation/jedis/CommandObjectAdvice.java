package dev.tacho.instrumentation.jedis;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import redis.clients.jedis.CommandObject;

/** {@code Connection.executeCommand(CommandObject)}. */
final class CommandObjectAdvice {
  private CommandObjectAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter() {
    return TachoProbe.cacheEnter();
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter long startNanos,
      @Advice.Argument(0) CommandObject<?> command,
      @Advice.Return Object reply,
      @Advice.Thrown Throwable thrown) {
    TachoProbe.cacheExit(startNanos, command.getArguments().getCommand(), reply, thrown);
  }
}
