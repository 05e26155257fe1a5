package dev.tacho.agenttests.apps;

import java.lang.instrument.Instrumentation;

/** A second agent in the JVM of an application, which lends it what agents may do. */
public final class OtherAgent {
  private static Instrumentation jvm;

  private OtherAgent() {}

  /** Called by the JVM, before the application's main method. */
  public static void premain(String arguments, Instrumentation given) {
    jvm = given;
  }

  static Instrumentation jvm() {
    return jvm;
  }
}
