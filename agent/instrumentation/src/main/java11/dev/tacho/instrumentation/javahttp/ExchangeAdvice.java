package dev.tacho.instrumentation.javahttp;

import dev.tacho.facade.TachoProbe;
import dev.tacho.instrumentation.Wrappers;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import net.bytebuddy.asm.Advice;

/**
 * The method inside the client that all exchanges of one call go through. What it answers does not
 * leave the client, so that here the end of the call is seen before the application sees it.
 */
final class ExchangeAdvice {
  private ExchangeAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.FieldValue("responseHandler") HttpResponse.BodyHandler<?> bodyHandler,
      @Advice.Return(readOnly = false) CompletableFuture<?> response) {
    response =
        (CompletableFuture<?>) TachoProbe.wrap(Wrappers.JAVA_HTTP_EXCHANGE, response, bodyHandler);
  }
}
