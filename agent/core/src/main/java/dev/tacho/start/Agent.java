package dev.tacho.start;

import dev.tacho.config.Config;
import dev.tacho.config.ConfigParser;
import dev.tacho.log.AgentLog;
import dev.tacho.methods.NamedMethods;
import dev.tacho.metrics.AgentHealth;
import dev.tacho.record.LibraryTables;
import dev.tacho.thread.AgentThread;
import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.WeavingEngine;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts the agent. What runs here holds the application's start, so it is little: read the
 * configuration and begin to watch class loading. The rest follows on a thread of the agent.
 */
public final class Agent {
  private Agent() {}

  /**
   * Called once, from premain.
   *
   * @param arguments what follows the {@code =} of -javaagent, or null
   * @param startNanos when premain began, in {@link System#nanoTime} terms
   * @param facadeDefined whether woven code would find the facade; without it nothing is woven
   * @param libraries what the instrumentations know by number
   */
  public static void start(
      Instrumentation jvm,
      String arguments,
      long startNanos,
      boolean facadeDefined,
      List<LibraryInstrumentation> instrumentations,
      LibraryTables libraries) {
    AgentState.is(AgentState.STARTING);
    List<String> problems = new ArrayList<>();
    Config config =
        ConfigParser.parse(arguments, System.getProperties(), System.getenv(), problems);
    for (String problem : problems) {
      AgentLog.line(problem);
    }
    if (!config.enabled()) {
      AgentLog.line("disabled by enabled=false: nothing is measured, nothing listens.");
      return;
    }
    AgentHealth health = new AgentHealth(names(instrumentations));
    NamedMethods named = new NamedMethods(config.methods());
    WeavingEngine engine = new WeavingEngine(jvm, instrumentations, named, health);
    if (facadeDefined) {
      engine.install();
    }
    new AgentThread(
            new Initialization(
                jvm, config, health, facadeDefined ? engine : null, libraries, named, startNanos),
            "tacho-init")
        .start();
    health.premainTook((System.nanoTime() - startNanos) / 1e9);
  }

  private static List<String> names(List<LibraryInstrumentation> instrumentations) {
    List<String> names = new ArrayList<>();
    for (LibraryInstrumentation instrumentation : instrumentations) {
      names.add(instrumentation.name());
    }
    return names;
  }
}
