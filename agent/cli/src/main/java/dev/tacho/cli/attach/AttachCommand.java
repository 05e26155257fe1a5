package dev.tacho.cli.attach;

import dev.tacho.cli.Command;
import dev.tacho.cli.Console;
import dev.tacho.cli.UsageException;
import dev.tacho.start.AgentState;
import java.util.List;

/** {@code attach PID [key=value,…]}. */
public final class AttachCommand implements Command {
  @Override
  public String name() {
    return "attach";
  }

  @Override
  public String summary() {
    return "start the agent in a JVM that is running";
  }

  @Override
  public String help() {
    return "attach PID [key=value,...]\n\n"
        + "Starts the agent in the JVM with this process id and waits until its metrics can be had.\n"
        + "Run it as the user who runs the service and, if that is in a container, in there. The\n"
        + "options are those of -javaagent; paths in them are the service's, not this command's.\n\n"
        + "Exit code: 0 if there are metrics; 1 if the agent is there and there are none, or if it\n"
        + "was there already; 2 if nothing was attached. See docs/attach.md.\n";
  }

  @Override
  public int run(List<String> arguments, Console console) {
    if (arguments.isEmpty() || arguments.size() > 2) {
      throw new UsageException("attach: expected a process id and options after it.");
    }
    String pid = Pid.of("attach", arguments.get(0));
    String options = arguments.size() == 2 ? arguments.get(1) : "";
    return Target.run(pid, console, target -> attach(target, pid, options, console));
  }

  private static int attach(Target target, String pid, String options, Console console)
      throws Exception {
    String before = target.state();
    if (before != null && !before.startsWith(AgentState.FAILED)) {
      console.err().println("tacho: process " + pid + " has the agent already: " + before + ".");
      return NOT_WELL;
    }
    target.load(options);
    String state = target.await(now -> !AgentState.STARTING.equals(now));
    if (state == null) {
      throw new AttachException(
          "process " + pid + " did not start the agent" + target.complaint() + ".");
    }
    if (state.startsWith(AgentState.RUNNING)) {
      console.out().println("tacho: metrics at " + state.substring(AgentState.RUNNING.length()));
      return OK;
    }
    console.err().println("tacho: process " + pid + ": " + state + ". Its stderr tells more.");
    return state.startsWith(AgentState.FAILED) ? FAILED : NOT_WELL;
  }
}
