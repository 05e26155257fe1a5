package dev.tacho.start;

import dev.tacho.config.Config;
import dev.tacho.config.ConfigParser;
import dev.tacho.log.AgentLog;
import dev.tacho.record.LibraryTables;
import dev.tacho.weave.LibraryInstrumentation;
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
   * Called from premain, or from agentmain while the application runs.
   *
   * @param arguments what follows the {@code =} of -javaagent, or null
   * @param startNanos when premain began, in {@link System#nanoTime} terms
   * @param facadeDefined whether woven code would find the facade; without it nothing is woven
   * @param late whether the application has been running without the agent
   * @param libraries what the instrumentations know by number
   */
  public static RunningAgent start(
      Instrumentation jvm,
      String arguments,
      long startNanos,
      boolean facadeDefined,
      boolean late,
      List<LibraryInstrumentation> instrumentations,
      LibraryTables libraries) {
    AgentState.is(AgentState.STARTING);
    List<String> problems = new ArrayList<>();
    Config config =
        ConfigParser.parse(arguments, System.getProperties(), System.getenv(), problems);
    AgentLog.configure(config.log(), config.logFormat(), config.logLevel());
    for (String problem : problems) {
      AgentLog.warn(problem);
    }
    RunningAgent agent =
        new RunningAgent(jvm, config, facadeDefined, instrumentations, libraries, startNanos, late);
    agent.start();
    agent.health.premainTook((System.nanoTime() - startNanos) / 1e9);
    return agent;
  }
}
