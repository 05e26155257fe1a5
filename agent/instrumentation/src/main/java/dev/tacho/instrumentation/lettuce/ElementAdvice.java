package dev.tacho.instrumentation.lettuce;

import dev.tacho.facade.TachoProbe;
import io.lettuce.core.Value;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandWrapper;
import io.lettuce.core.protocol.RedisCommand;
import net.bytebuddy.asm.Advice;

/** {@code RedisSubscription.onNext}: a stream gets elements as they are decoded. */
final class ElementAdvice {
  private ElementAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.FieldValue("command") Object command, @Advice.Argument(0) Object element) {
    RedisCommand<?, ?, ?> innermost = CommandWrapper.unwrap((RedisCommand<?, ?, ?>) command);
    if (innermost instanceof Command) {
      boolean present = !(element instanceof Value) || ((Value<?>) element).hasValue();
      TachoProbe.keep(
          (Command<?, ?, ?>) innermost,
          TachoProbe.cacheStreamed(TachoProbe.kept((Command<?, ?, ?>) innermost), present));
    }
  }
}
