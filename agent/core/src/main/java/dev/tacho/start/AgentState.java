package dev.tacho.start;

/**
 * What other processes are told of the agent: a system property of the JVM that it is in, which the
 * JDK's attach API and {@code jcmd PID VM.system_properties} show. Not there where the agent is
 * not. Any thread may call.
 */
public final class AgentState {
  /** Not {@code tacho.…}: those are options. */
  public static final String PROPERTY = "dev.tacho.state";

  public static final String STARTING = "starting";

  /** Followed by the address of the metrics. */
  public static final String RUNNING = "running ";

  /** Followed by what is the matter. All other values mean the same: there are no metrics. */
  public static final String FAILED = "failed: ";

  /** The argument by which a running agent is told to stop. */
  public static final String DETACH = "detach";

  private AgentState() {}

  public static void is(String state) {
    System.setProperty(PROPERTY, state);
  }

  /** The agent is gone. */
  public static void none() {
    System.clearProperty(PROPERTY);
  }
}
