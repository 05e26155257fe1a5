package dev.tacho.instrumentation.urlconnection;

import dev.tacho.facade.TachoProbe;
import java.net.HttpURLConnection;
import net.bytebuddy.asm.Advice;
import sun.net.www.MessageHeader;

/**
 * The method that sends a request's head. The id is among its headers only meanwhile, so that the
 * application does not see it.
 */
final class HeaderAdvice {
  private HeaderAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static String enter(
      @Advice.This HttpURLConnection connection,
      @Advice.FieldValue("requests") MessageHeader headers) {
    if (!TachoProbe.measures()) {
      return null;
    }
    String id = TachoProbe.externalStepId(connection.getURL().getHost());
    if (id == null) {
      return null;
    }
    String header = TachoProbe.requestIdHeader();
    if (headers.findValue(header) != null) {
      return null;
    }
    headers.add(header, id);
    return header;
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter String added, @Advice.FieldValue("requests") MessageHeader headers) {
    if (added != null) {
      headers.remove(added);
    }
  }
}
