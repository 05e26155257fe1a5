package dev.tacho.instrumentation.jetty;

import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/**
 * Jetty 9.4 to 12: what becomes of an answer after the request has left the servlets. Its error
 * pages run then, and what it sent is known for sure. It tells so for asynchronous requests too,
 * which need no listener therefore: Jetty 12 answers a failed one differently if it has any.
 */
public final class JettyInstrumentation {
  private static final String PACKAGE = "dev.tacho.instrumentation.jetty.";
  private static final String NO_ARGUMENTS = "()";

  private JettyInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        "jetty",
        // In Jetty 12 the first name is that of something else.
        channel("org.eclipse.jetty.server.HttpChannel", "javax")
            .whereThereIs("org.eclipse.jetty.server.HttpChannelState"),
        channel("org.eclipse.jetty.server.HttpChannel", "jakarta")
            .whereThereIs("org.eclipse.jetty.server.HttpChannelState"),
        channel("org.eclipse.jetty.ee8.nested.HttpChannel", "javax"),
        channel("org.eclipse.jetty.ee9.nested.HttpChannel", "jakarta"),
        TypeRule.exactly(
                "org.eclipse.jetty.ee10.servlet.ServletChannel",
                "org.eclipse.jetty.ee11.servlet.ServletChannel")
            .whereThereAreAllMethods()
            .advise("handle", NO_ARGUMENTS, PACKAGE + "HandleAdvice")
            .advise("onCompleted", NO_ARGUMENTS, PACKAGE + "CoreCompletedAdvice"));
  }

  private static TypeRule channel(String name, String servletApi) {
    return TypeRule.exactly(name)
        .whereThereIs(servletApi + ".servlet.ServletRequest")
        .whereThereAreAllMethods()
        .advise("handle", NO_ARGUMENTS, PACKAGE + "HandleAdvice")
        .advise("onCompleted", NO_ARGUMENTS, PACKAGE + servletApi + ".CompletedAdvice");
  }
}
