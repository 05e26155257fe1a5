package dev.tacho.instrumentation.apachehttp.client5;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;

/**
 * {@code doExecute(target, request, context)}. It returns with the response head; response handlers
 * run outside of it. A call without a target is none: the client refuses it.
 */
final class ExecuteAdvice {
  private ExecuteAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static Object enter(
      @Advice.Argument(0) HttpHost target, @Advice.Argument(1) ClassicHttpRequest request) {
    return !TachoProbe.measures() || target == null || request == null
        ? null
        : TachoProbe.externalEnter(
            request.getMethod(), target.getHostName(), target.getPort(), request.getPath());
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter Object call,
      @Advice.Argument(1) ClassicHttpRequest request,
      @Advice.Return Object response,
      @Advice.Thrown Throwable thrown) {
    if (call == null) {
      return;
    }
    if (response != null) {
      TachoProbe.externalAnswered(call, ((ClassicHttpResponse) response).getCode());
    } else if (request instanceof CancellableDependency
        && ((CancellableDependency) request).isCancelled()) {
      TachoProbe.externalFailed(call, null); // whatever the exception is: mostly a closed socket
    }
    TachoProbe.externalExit(call, thrown);
  }
}
