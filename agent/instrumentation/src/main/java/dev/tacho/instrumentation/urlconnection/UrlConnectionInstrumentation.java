package dev.tacho.instrumentation.urlconnection;

import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/**
 * The JDK's {@code HttpURLConnection}. Whatever triggers the exchange ends in these methods, those
 * of the class for HTTPS included, which has only a way to connect of its own. Connecting and
 * writing are steps of the call: it begins with them, and fails if they do, but without an exchange
 * it is none.
 */
public final class UrlConnectionInstrumentation {
  private static final String PACKAGE = "dev.tacho.instrumentation.urlconnection.";
  private static final String JDK = "sun.net.www.protocol.";

  private UrlConnectionInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        "url-connection",
        TypeRule.exactly(JDK + "http.HttpURLConnection")
            .advise("connect", "()", PACKAGE + "ConnectAdvice")
            .advise("getOutputStream0", "()", PACKAGE + "OutputAdvice")
            .advise("getInputStream0", "()", PACKAGE + "InputAdvice")
            .advise("writeRequests", "()", PACKAGE + "HeaderAdvice"),
        TypeRule.exactly(JDK + "https.AbstractDelegateHttpsURLConnection")
            .advise("connect", "()", PACKAGE + "ConnectAdvice"));
  }
}
