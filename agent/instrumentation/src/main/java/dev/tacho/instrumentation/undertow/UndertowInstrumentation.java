package dev.tacho.instrumentation.undertow;

import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/**
 * Undertow 1.4 and newer, also in WildFly: what becomes of an answer after the request has left the
 * servlets, where its error pages run.
 */
public final class UndertowInstrumentation {
  private UndertowInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        "undertow",
        TypeRule.exactly("io.undertow.servlet.handlers.ServletInitialHandler")
            .advise(
                "handleFirstRequest",
                "(Lio/undertow/server/HttpServerExchange;",
                "dev.tacho.instrumentation.undertow.FirstRequestAdvice"));
  }
}
