package dev.tacho.instrumentation;

import dev.tacho.start.Agent;
import dev.tacho.start.RunningAgent;
import java.lang.instrument.Instrumentation;
import java.util.function.Function;

/** Where premain hands over: the first class that the agent's own loader loads. */
public final class AgentEntry implements Function<Object[], Runnable> {
  /**
   * Starts the agent with all instrumentations. An interface that premain, which is in another
   * loader, knows as well; hence the parameters of {@link Agent#start} in an array.
   *
   * @param parameters the first five, in their order
   * @return what stops the agent
   */
  @Override
  public Runnable apply(Object[] parameters) {
    final RunningAgent agent =
        Agent.start(
            (Instrumentation) parameters[0],
            (String) parameters[1],
            (Long) parameters[2],
            (Boolean) parameters[3],
            (Boolean) parameters[4],
            Instrumentations.all(),
            Instrumentations.tables());
    return new Runnable() {
      @Override
      public void run() {
        agent.stop();
      }
    };
  }
}
