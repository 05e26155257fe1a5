package dev.tacho.instrumentation.apachehttp.client4;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.protocol.HttpContext;

/**
 * {@code HttpRequestExecutor.execute(request, connection, context)}, on the application's thread:
 * one request on the wire, which is the client's own copy. A redirect is a copy of its own. What
 * goes to a proxy to open a tunnel is not for the target to read.
 */
final class SendAdvice {
  private SendAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.Argument(0) HttpRequest request, @Advice.Argument(2) HttpContext context) {
    if (!TachoProbe.measures()) {
      return;
    }
    Object target = context.getAttribute("http.target_host");
    if (target instanceof HttpHost) {
      String id = TachoProbe.outboundId(((HttpHost) target).getHostName());
      if (id != null
          && !request.containsHeader(TachoProbe.requestIdHeader())
          && !request.getRequestLine().getMethod().equals("CONNECT")) {
        request.addHeader(TachoProbe.requestIdHeader(), id);
      }
    }
  }
}
