package dev.tacho.instrumentation.jersey;

import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/**
 * Jersey 2.14 to 4: the end of the search for the method that answers a request, after which the
 * request lists the templates of the resources and locators on the way to it.
 */
public final class JerseyInstrumentation {
  private JerseyInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        "jersey",
        TypeRule.exactly("org.glassfish.jersey.server.internal.routing.RoutingStage")
            .advise(
                "apply",
                "(Lorg/glassfish/jersey/server/internal/process/RequestProcessingContext;)",
                "dev.tacho.instrumentation.jersey.RoutedAdvice"));
  }
}
