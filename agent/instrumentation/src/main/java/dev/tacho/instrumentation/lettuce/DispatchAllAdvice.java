package dev.tacho.instrumentation.lettuce;

import dev.tacho.facade.TachoProbe;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandWrapper;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.protocol.TransactionalCommand;
import java.util.Collection;
import net.bytebuddy.asm.Advice;

/** {@code RedisChannelHandler.dispatch(Collection)}, as {@link DispatchAdvice} for each command. */
final class DispatchAllAdvice {
  private DispatchAllAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(0) Collection<? extends RedisCommand<?, ?, ?>> commands) {
    if (!TachoProbe.measures()) {
      return;
    }
    for (RedisCommand<?, ?, ?> command : commands) {
      RedisCommand<?, ?, ?> innermost = CommandWrapper.unwrap(command);
      if (innermost instanceof Command && TachoProbe.kept((Command<?, ?, ?>) innermost) == null) {
        TachoProbe.keep(
            (Command<?, ?, ?>) innermost,
            TachoProbe.cacheSend(
                innermost.getType().getBytes(), command instanceof TransactionalCommand));
      }
    }
  }
}
