package dev.tacho.instrumentation.javahttp;

import dev.tacho.facade.TachoProbe;
import dev.tacho.instrumentation.Wrappers;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import net.bytebuddy.asm.Advice;

/** {@code HttpClient.send(request, bodyHandler)}; the body handler tells when the head is there. */
final class SendAdvice {
  private SendAdvice() {}

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
            TachoProbe.wrap(Wrappers.JAVA_HTTP_BODY_HANDLER, bodyHandler, call);
    return call;
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter Object call, @Advice.Thrown Throwable thrown) {
    TachoProbe.externalExit(call, thrown);
  }
}
