package dev.tacho.cli.attach;

import dev.tacho.cli.Console;
import dev.tacho.start.AgentState;
import java.io.File;
import java.net.URISyntaxException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** The JVM that a command attaches the agent to, or takes it away from. */
final class Target {
  private static final long PATIENCE_SECONDS = 30;
  private static final long PAUSE_MILLIS = 20;

  private final String pid;
  private final AttachApi.Jvm jvm;

  /** Null if the JVM did not complain. */
  private Exception complaint;

  private Target(String pid, AttachApi.Jvm jvm) {
    this.pid = pid;
    this.jvm = jvm;
  }

  /** Something to be done with a target. */
  interface Work {
    /** Returns the exit code. */
    int with(Target target) throws Exception;
  }

  /** Connects, works and disconnects, or says why not; returns the exit code. */
  static int run(String pid, Console console, Work work) {
    try {
      return run(pid, work);
    } catch (AttachException failure) {
      return failure.showOn(console);
    }
  }

  private static int run(String pid, Work work) throws AttachException {
    new TargetProcess(pid).check();
    AttachApi api = AttachApi.ofThisJava();
    try {
      return TimeLimit.ofSeconds(2 * PATIENCE_SECONDS, () -> run(connect(api, pid), pid, work))
          .result();
    } catch (AttachException toTheOperator) {
      throw toTheOperator;
    } catch (TimeoutException noAnswer) {
      throw new AttachException(
          "process "
              + pid
              + " gave no answer within "
              + 2 * PATIENCE_SECONDS
              + " s. Is it stopped, or out of memory?");
    } catch (Exception failure) {
      throw new AttachException("process " + pid + ": " + failure + ".");
    }
  }

  private static int run(AttachApi.Jvm jvm, String pid, Work work) throws Exception {
    try {
      return work.with(new Target(pid, jvm));
    } finally {
      jvm.disconnect();
    }
  }

  private static AttachApi.Jvm connect(AttachApi api, String pid) throws AttachException {
    try {
      return api.attach(pid);
    } catch (Exception failure) {
      throw new AttachException(
          "the JDK cannot attach to process "
              + pid
              + " ("
              + failure
              + "). It has to be a HotSpot JVM, run by the same user, with the same /tmp.");
    }
  }

  /** What {@link AgentState} says in there, null if there is no agent. */
  String state() throws Exception {
    return jvm.systemProperties().getProperty(AgentState.PROPERTY);
  }

  /**
   * Loads this very jar into it. What became of that the state tells: JDKs before 10 and newer ones
   * do not understand each other's answers, and complain although all is well.
   */
  void load(String arguments) throws Exception {
    String jar = ownJar();
    new TargetProcess(pid).checkSees(jar);
    try {
      jvm.loadAgent(jar, arguments);
    } catch (Exception perhapsNothing) {
      complaint = perhapsNothing;
    }
  }

  /** What the JVM said when the agent was loaded, in brackets, or nothing. */
  String complaint() {
    return complaint == null ? "" : " (" + complaint + ")";
  }

  private static String ownJar() throws URISyntaxException {
    return new File(Target.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .getAbsolutePath();
  }

  /** Waits for a state, and returns it, or the last one before the time was over. */
  String await(Predicate<String> wanted) throws Exception {
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    String state = state();
    while (!wanted.test(state) && System.nanoTime() - endNanos < 0) {
      Thread.sleep(PAUSE_MILLIS);
      state = state();
    }
    return state;
  }
}
