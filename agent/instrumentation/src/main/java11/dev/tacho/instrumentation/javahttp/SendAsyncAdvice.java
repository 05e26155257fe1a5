package dev.tacho.instrumentation.javahttp;

import dev.tacho.facade.TachoProbe;
import dev.tacho.instrumentation.Wrappers;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import net.bytebuddy.asm.Advice;

/**
 * {@code HttpClient.sendAsync(request, bodyHandler, pushPromiseHandler)}. The future is observed on
 * a branch: the application gets the client's own, since cancelling another would not cancel.
 */
final class SendAsyncAdvice {
  private SendAsyncAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static Object enter(
      @Advice.Argument(0) HttpRequest request,
      @Advice.Argument(value = 1, readOnly = false) HttpResponse.BodyHandler<?> bodyHandler) {
    if (!TachoProbe.measures()) {
      return null;
    }
    URI uri = request.uri();
    Object call =
        TachoProbe.externalEnter(request.method(), uri.getHost(), uri.getPort(), uri.getRawPath());
    bodyHandler =
        (HttpResponse.BodyHandler<?>)
            TachoProbe.wrap(Wrappers.JAVA_HTTP_ASYNCHRONOUS_BODY_HANDLER, bodyHandler, call);
    return call;
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter Object call,
      @Advice.Return CompletableFuture<?> future,
      @Advice.Thrown Throwable thrown) {
    TachoProbe.externalLeave(call, thrown);
    TachoProbe.wrap(Wrappers.JAVA_HTTP_FUTURE, future, call);
  }
}
