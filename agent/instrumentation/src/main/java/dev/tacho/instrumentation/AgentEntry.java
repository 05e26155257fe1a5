package dev.tacho.instrumentation;

import dev.tacho.start.Agent;
import java.lang.instrument.Instrumentation;

/** Where premain hands over: the first class that the agent's own loader loads. */
public final class AgentEntry {
  private AgentEntry() {}

  /** Starts the agent with all instrumentations; for the parameters see {@link Agent#start}. */
  public static void start(
      Instrumentation jvm, String arguments, long startNanos, boolean facadeDefined) {
    Agent.start(
        jvm,
        arguments,
        startNanos,
        facadeDefined,
        Instrumentations.all(),
        Instrumentations.wrappers());
  }
}
