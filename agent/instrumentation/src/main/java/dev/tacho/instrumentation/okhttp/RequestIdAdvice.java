package dev.tacho.instrumentation.okhttp;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import okhttp3.Request;

/**
 * Where the head of a request is written to the connection, once for each host that redirects lead
 * to. What is added here no interceptor sees, and no response names.
 */
final class RequestIdAdvice {
  private RequestIdAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(value = 0, readOnly = false) Request request) {
    if (!TachoProbe.measures()) {
      return;
    }
    String id = TachoProbe.outboundId(request.url().host());
    if (id != null && request.header(TachoProbe.requestIdHeader()) == null) {
      request = request.newBuilder().header(TachoProbe.requestIdHeader(), id).build();
    }
  }
}
