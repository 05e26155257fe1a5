package dev.tacho.instrumentation.apachehttp.client5;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import org.apache.hc.core5.http.HttpRequest;

/**
 * {@code execute(request, …)} of an element of the execution chain. What the chain gets, and what
 * it makes for redirects, are the client's own copies; the first element is called on the
 * application's thread. Minimal clients have no chain and no copies, and send no id therefore.
 */
final class SendAdvice {
  private SendAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(0) Object argument) {
    if (!TachoProbe.measures()) {
      return;
    }
    HttpRequest request = (HttpRequest) argument;
    if (request.getAuthority() != null) {
      String id = TachoProbe.outboundId(request.getAuthority().getHostName());
      if (id != null && !request.containsHeader(TachoProbe.requestIdHeader())) {
        request.addHeader(TachoProbe.requestIdHeader(), id);
      }
    }
  }
}
