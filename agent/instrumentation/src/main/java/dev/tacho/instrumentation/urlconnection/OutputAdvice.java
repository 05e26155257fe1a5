package dev.tacho.instrumentation.urlconnection;

import dev.tacho.facade.TachoProbe;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import net.bytebuddy.asm.Advice;

/**
 * What {@code getOutputStream} does: it connects, and in the streaming modes sends the head. Where
 * that expects {@code 100 Continue}, the answer may come here already.
 */
final class OutputAdvice {
  private OutputAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static Object enter(
      @Advice.This HttpURLConnection connection,
      @Advice.FieldValue("inputStream") InputStream answer) {
    if (!TachoProbe.measures()) {
      return null;
    }
    if (answer != null || !connection.getDoOutput()) {
      return null; // the application's mistake
    }
    URL url = connection.getURL();
    String method = connection.getRequestMethod();
    return TachoProbe.externalStepEnter(
        connection,
        "GET".equals(method) ? "POST" : method, // as it does itself
        url.getHost(),
        url.getPort(),
        url.getPath());
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter Object call,
      @Advice.FieldValue("responseCode") int status,
      @Advice.Thrown Throwable thrown) {
    TachoProbe.externalStepExit(call, status, thrown);
  }
}
