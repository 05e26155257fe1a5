package dev.tacho.instrumentation.methods;

import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/** Weaves what the option {@code methods} names. */
public final class MethodInstrumentation {
  private static final String PACKAGE = "dev.tacho.instrumentation.methods.";

  private MethodInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        "methods",
        TypeRule.forNamedMethods(PACKAGE + "MethodAdvice", PACKAGE + "ObjectMethodAdvice"));
  }
}
