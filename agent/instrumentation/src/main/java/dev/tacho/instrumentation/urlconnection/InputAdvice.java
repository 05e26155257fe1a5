package dev.tacho.instrumentation.urlconnection;

import dev.tacho.facade.TachoProbe;
import java.io.InputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.URL;
import net.bytebuddy.asm.Advice;

/**
 * What {@code getInputStream} does, and with it everything that looks at the answer. Once there is
 * an answer, or a failure it remembers, there is nothing more to measure.
 */
final class InputAdvice {
  private InputAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static Object enter(
      @Advice.This HttpURLConnection connection,
      @Advice.FieldValue("inputStream") InputStream answer,
      @Advice.FieldValue("rememberedException") Exception failure,
      @Advice.FieldValue("responseCode") int status) {
    if (!TachoProbe.measures()) {
      return null;
    }
    if (answer != null || failure != null || status != -1 || !connection.getDoInput()) {
      return null;
    }
    URL url = connection.getURL();
    return TachoProbe.externalStepEnter(
        connection, connection.getRequestMethod(), url.getHost(), url.getPort(), url.getPath());
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter Object call,
      @Advice.FieldValue("responseCode") int status,
      @Advice.Thrown Throwable thrown) {
    if (thrown instanceof HttpRetryException) {
      // A streamed body cannot be sent again to whom the answer points to.
      TachoProbe.externalStepExit(call, ((HttpRetryException) thrown).responseCode(), null);
    } else {
      TachoProbe.externalStepExit(call, status, thrown);
    }
  }
}
