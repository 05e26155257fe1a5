package dev.tacho.instrumentation.undertow;

import dev.tacho.facade.TachoProbe;
import io.undertow.server.HttpServerExchange;
import net.bytebuddy.asm.Advice;

/** {@code handleFirstRequest(exchange, …)}: a request's way through the servlets and back. */
final class FirstRequestAdvice {
  private FirstRequestAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter() {
    return TachoProbe.exchangeEnter(false);
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter long token, @Advice.Argument(0) HttpServerExchange exchange) {
    TachoProbe.exchangeExit(token, exchange.getStatusCode());
  }
}
