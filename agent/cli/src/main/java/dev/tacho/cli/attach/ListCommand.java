package dev.tacho.cli.attach;

import dev.tacho.cli.Command;
import dev.tacho.cli.Console;
import dev.tacho.cli.UsageException;
import dev.tacho.start.AgentState;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** {@code list}. */
public final class ListCommand implements Command {
  /** Of all JVMs together: they are asked at the same time. */
  private static final long PATIENCE_SECONDS = 10;

  @Override
  public String name() {
    return "list";
  }

  @Override
  public String summary() {
    return "the running JVMs of this user, and whether the agent is in them";
  }

  @Override
  public String help() {
    return "list\n\n"
        + "Names the JVMs that attach can be used for, with their version of Java, their main class\n"
        + "or jar, and what the agent does in there: - if there is none, ? if the JVM does not tell.\n"
        + "JVMs in containers are listed by a list that runs in there.\n";
  }

  @Override
  public int run(List<String> arguments, Console console) {
    if (!arguments.isEmpty()) {
      throw new UsageException("list: expected no arguments.");
    }
    try {
      list(AttachApi.ofThisJava(), console);
      return OK;
    } catch (AttachException failure) {
      return failure.showOn(console);
    }
  }

  private static void list(AttachApi api, Console console) throws AttachException {
    List<AttachApi.Descriptor> jvms = new ArrayList<>();
    List<TimeLimit<Properties>> asked = new ArrayList<>();
    for (AttachApi.Descriptor jvm : api.list()) {
      if (!jvm.pid.equals(ownPid())) {
        jvms.add(jvm);
        asked.add(TimeLimit.ofSeconds(PATIENCE_SECONDS, () -> properties(api, jvm.pid)));
      }
    }
    String row = "%8s  %-12s %-40s %s%n";
    console.out().printf(row, "PID", "JAVA", "AGENT", "MAIN");
    for (int i = 0; i < jvms.size(); i++) {
      Properties properties = resultOf(asked.get(i));
      console
          .out()
          .printf(
              row,
              jvms.get(i).pid,
              properties.getProperty("java.version", "?"),
              agent(properties),
              main(jvms.get(i).command));
    }
  }

  private static String ownPid() {
    return until('@', ManagementFactory.getRuntimeMXBean().getName());
  }

  private static Properties properties(AttachApi api, String pid) throws Exception {
    new TargetProcess(pid).check();
    AttachApi.Jvm jvm = api.attach(pid);
    try {
      return jvm.systemProperties();
    } finally {
      jvm.disconnect();
    }
  }

  private static Properties resultOf(TimeLimit<Properties> asked) {
    try {
      return asked.result();
    } catch (Exception unknown) {
      return new Properties(); // it may have ended meanwhile
    }
  }

  private static String agent(Properties properties) {
    if (properties.isEmpty()) {
      return "?";
    }
    String state = properties.getProperty(AgentState.PROPERTY, "-");
    return state.startsWith(AgentState.RUNNING)
        ? state.substring(AgentState.RUNNING.length())
        : state;
  }

  /** Without the path of a jar, and without arguments, which can hold secrets. */
  static String main(String command) {
    String first = until(' ', command);
    return first.isEmpty() ? "?" : first.substring(first.lastIndexOf('/') + 1);
  }

  private static String until(char end, String text) {
    int length = text.indexOf(end);
    return length < 0 ? text : text.substring(0, length);
  }
}
