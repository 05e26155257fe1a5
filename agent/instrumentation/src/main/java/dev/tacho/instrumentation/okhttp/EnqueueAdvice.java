package dev.tacho.instrumentation.okhttp;

import dev.tacho.facade.TachoProbe;
import dev.tacho.instrumentation.Wrappers;
import net.bytebuddy.asm.Advice;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * {@code Call.enqueue(callback)}: the dispatcher carries the call out, some time later. It is
 * handed over before, since a dispatcher may also do so here and now.
 */
final class EnqueueAdvice {
  private EnqueueAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static Object enter(
      @Advice.This Object realCall,
      @Advice.Argument(value = 0, readOnly = false) Callback callback,
      @Advice.FieldValue("forWebSocket") boolean forWebSocket) {
    if (!TachoProbe.measures()) {
      return null;
    }
    Call call = (Call) realCall;
    if (forWebSocket || call.isExecuted()) {
      return null;
    }
    Request request = call.request();
    HttpUrl url = request.url();
    int port = url.port() == HttpUrl.defaultPort(url.scheme()) ? -1 : url.port();
    Object external =
        TachoProbe.externalEnter(request.method(), url.host(), port, url.encodedPath());
    TachoProbe.externalHandOver(external, call);
    callback = (Callback) TachoProbe.wrap(Wrappers.OKHTTP_CALLBACK, callback, external);
    return external;
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter Object external, @Advice.Thrown Throwable thrown) {
    if (thrown != null) {
      TachoProbe.externalFailed(external, thrown);
    }
  }
}
