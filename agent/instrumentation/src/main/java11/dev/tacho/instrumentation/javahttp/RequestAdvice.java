package dev.tacho.instrumentation.javahttp;

import dev.tacho.facade.TachoProbe;
import java.net.http.HttpRequest;
import jdk.internal.net.http.websocket.WebSocketRequest;
import net.bytebuddy.asm.Advice;

/**
 * The constructor by which the client copies the application's request, on the application's
 * thread, before it sends it. What is added to the copy as a system header shows nowhere, and stays
 * behind when a redirect leads to another host.
 */
final class RequestAdvice {
  private RequestAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This HttpRequest copy) {
    if (!TachoProbe.measures()) {
      return;
    }
    String id = TachoProbe.outboundId(copy.uri().getHost());
    if (id != null) {
      String header = TachoProbe.requestIdHeader();
      if (!copy.headers().firstValue(header).isPresent()) {
        ((WebSocketRequest) copy).setSystemHeader(header, id);
      }
    }
  }
}
