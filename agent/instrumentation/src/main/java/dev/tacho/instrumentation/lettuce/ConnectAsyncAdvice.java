package dev.tacho.instrumentation.lettuce;

import dev.tacho.facade.TachoProbe;
import java.util.concurrent.CompletionStage;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** A method that answers the future of a connection. */
final class ConnectAsyncAdvice {
  private ConnectAsyncAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Return(typing = Assigner.Typing.DYNAMIC) Object connection) {
    TachoProbe.cacheConnecting((CompletionStage<?>) connection);
  }
}
