package dev.tacho.instrumentation.lettuce;

import dev.tacho.facade.TachoProbe;
import io.lettuce.core.Value;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandWrapper;
import io.lettuce.core.protocol.RedisCommand;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * {@code Command.complete()} and, before the application hears of it, {@code
 * AsyncCommand.completeResult()}: the reply, which may be an error, has been decoded.
 */
final class CompleteAdvice {
  private CompleteAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object command) {
    RedisCommand<?, ?, ?> innermost = CommandWrapper.unwrap((RedisCommand<?, ?, ?>) command);
    if (!(innermost instanceof Command)) {
      return;
    }
    Object sent = TachoProbe.kept((Command<?, ?, ?>) innermost);
    Object call = TachoProbe.cacheEnd(sent);
    if (call == null) {
      return;
    }
    CommandOutput<?, ?, ?> output = innermost.getOutput();
    if (output != null && output.hasError()) {
      TachoProbe.cacheFailed(call);
      return;
    }
    Object reply = null;
    int arguments = 0;
    int absent = 0;
    if (output != null && TachoProbe.cacheReplyWanted(call)) {
      reply = output.get();
      CommandArgs<?, ?> args = innermost.getArgs();
      arguments = args == null ? 0 : args.count();
      if (reply instanceof List) {
        List<?> elements = (List<?>) reply;
        for (int i = 0; i < elements.size() && elements.get(i) instanceof Value; i++) {
          if (!((Value<?>) elements.get(i)).hasValue()) {
            absent++;
          }
        }
      }
    }
    TachoProbe.cacheReplied(call, sent, arguments, reply, absent);
  }
}
