package dev.tacho.instrumentation.lettuce;

import dev.tacho.facade.TachoProbe;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandWrapper;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.protocol.TransactionalCommand;
import net.bytebuddy.asm.Advice;

/**
 * {@code RedisChannelHandler.dispatch(RedisCommand)}. A connection may hand a command on to another
 * one, which dispatches it again.
 */
final class DispatchAdvice {
  private DispatchAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(0) RedisCommand<?, ?, ?> command) {
    if (!TachoProbe.measures()) {
      return;
    }
    RedisCommand<?, ?, ?> innermost = CommandWrapper.unwrap(command);
    if (innermost instanceof Command && TachoProbe.kept((Command<?, ?, ?>) innermost) == null) {
      TachoProbe.keep(
          (Command<?, ?, ?>) innermost,
          TachoProbe.cacheSend(
              innermost.getType().getBytes(), command instanceof TransactionalCommand));
    }
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Argument(0) RedisCommand<?, ?, ?> command, @Advice.Thrown Throwable thrown) {
    if (thrown != null) {
      Object call = TachoProbe.cacheEnd(TachoProbe.kept(CommandWrapper.unwrap(command)));
      if (call != null) {
        TachoProbe.cacheFailed(call);
      }
    }
  }
}
