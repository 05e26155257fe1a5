package dev.tacho.instrumentation.apachehttp.client4;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpUriRequest;

/**
 * {@code doExecute(target, request, context)}, and {@code execute} before 4.3. It returns with the
 * response head; response handlers run outside of it. A call without a target is none: what the
 * client makes of it, mostly an exception, is not known here.
 */
final class ExecuteAdvice {
  private ExecuteAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static Object enter(
      @Advice.Argument(0) HttpHost target, @Advice.Argument(1) HttpRequest request) {
    return !TachoProbe.measures() || target == null || request == null
        ? null
        : TachoProbe.externalEnter(
            request.getRequestLine().getMethod(),
            target.getHostName(),
            target.getPort(),
            request.getRequestLine().getUri());
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter Object call,
      @Advice.Argument(1) HttpRequest request,
      @Advice.Return Object response,
      @Advice.Thrown Throwable thrown) {
    if (call == null) {
      return;
    }
    if (response != null) {
      TachoProbe.externalAnswered(call, ((HttpResponse) response).getStatusLine().getStatusCode());
    } else if (request instanceof HttpUriRequest && ((HttpUriRequest) request).isAborted()) {
      TachoProbe.externalFailed(call, null); // whatever the exception is: mostly a closed socket
    }
    TachoProbe.externalExit(call, thrown);
  }
}
