package dev.tacho.instrumentation.okhttp;

import dev.tacho.facade.TachoProbe;
import java.io.InterruptedIOException;
import net.bytebuddy.asm.Advice;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;

/** {@code Call.execute()}, which returns when the response head is there; the body is streamed. */
final class ExecuteAdvice {
  private ExecuteAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static Object enter(@Advice.This Object realCall) {
    if (!TachoProbe.measures()) {
      return null;
    }
    Call call = (Call) realCall;
    if (call.isExecuted()) {
      return null; // a mistake of the application, which OkHttp refuses
    }
    Request request = call.request();
    HttpUrl url = request.url();
    int port = url.port() == HttpUrl.defaultPort(url.scheme()) ? -1 : url.port();
    return TachoProbe.externalEnter(request.method(), url.host(), port, url.encodedPath());
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.This Object call,
      @Advice.Enter Object external,
      @Advice.Return Response response,
      @Advice.Thrown Throwable thrown) {
    if (external == null) {
      return;
    }
    if (response != null) {
      TachoProbe.externalAnswered(external, response.code());
    } else if (((Call) call).isCanceled() && !(thrown instanceof InterruptedIOException)) {
      TachoProbe.externalFailed(external, null); // cancelling closes the connection: any exception
    }
    TachoProbe.externalExit(external, thrown);
  }
}
