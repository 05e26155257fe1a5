package dev.tacho.instrumentation.urlconnection;

import dev.tacho.facade.TachoProbe;
import java.net.HttpURLConnection;
import java.net.URL;
import net.bytebuddy.asm.Advice;

/** {@code connect}: nothing is sent, and nothing counts but a failure. */
final class ConnectAdvice {
  private ConnectAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static Object enter(@Advice.This Object self) {
    if (!TachoProbe.measures()) {
      return null;
    }
    // As an object: of the class for HTTPS the weaver does not know the superclass.
    HttpURLConnection connection = (HttpURLConnection) self;
    URL url = connection.getURL();
    return TachoProbe.externalStepEnter(
        connection, connection.getRequestMethod(), url.getHost(), url.getPort(), url.getPath());
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter Object call, @Advice.Thrown Throwable thrown) {
    TachoProbe.externalStepExit(call, 0, thrown);
  }
}
