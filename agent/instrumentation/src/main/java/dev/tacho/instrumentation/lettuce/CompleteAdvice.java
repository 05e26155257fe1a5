package dev.tacho.instrumentation.lettuce;

import dev.tacho.facade.TachoProbe;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandWrapper;
import io.lettuce.core.protocol.RedisCommand;
import net.bytebuddy.asm.Advice;

/**
 * {@code Command.complete()} and, before the application hears of it, {@code
 * AsyncCommand.completeResult()}: the reply, which may be an error, has been decoded.
 */
final class CompleteAdvice {
  private CompleteAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This RedisCommand<?, ?, ?> command) {
    RedisCommand<?, ?, ?> innermost = CommandWrapper.unwrap(command);
    Object call =
        innermost instanceof Command
            ? TachoProbe.cacheEnd(TachoProbe.kept((Command<?, ?, ?>) innermost))
            : null;
    if (call != null) {
      CommandOutput<?, ?, ?> output = innermost.getOutput();
      if (output != null && output.hasError()) {
        TachoProbe.cacheFailed(call);
      } else if (output == null || !TachoProbe.cacheReplyWanted(call)) {
        TachoProbe.cacheReplied(call, 0, null, null);
      } else {
        CommandArgs<?, ?> arguments = innermost.getArgs();
        int count = arguments == null ? 0 : arguments.count();
        TachoProbe.cacheReplied(call, count, output.get(), TachoProbe.slot(output));
      }
    }
  }
}
