package dev.tacho.cli.attach;

import dev.tacho.cli.Command;
import dev.tacho.cli.Console;
import dev.tacho.start.AgentState;
import java.util.List;

/** {@code detach PID}. */
public final class DetachCommand implements Command {
  @Override
  public String name() {
    return "detach";
  }

  @Override
  public String summary() {
    return "take the agent out of a JVM again";
  }

  @Override
  public String help() {
    return "detach PID\n\n"
        + "Stops the agent in the JVM with this process id: closes its port, ends its threads, and\n"
        + "gives classes their own code back. It does not matter how the agent was started.\n\n"
        + "Exit code: 0 if it is gone; 1 if there was none; 2 if it could not be stopped.\n"
        + "See docs/attach.md.\n";
  }

  @Override
  public int run(List<String> arguments, Console console) {
    String pid = Pid.onlyOne("detach", arguments);
    return Target.run(pid, console, target -> detach(target, pid, console));
  }

  private static int detach(Target target, String pid, Console console) throws Exception {
    if (target.state() == null) {
      console.err().println("tacho: process " + pid + " has no agent.");
      return NOT_WELL;
    }
    target.load(AgentState.DETACH);
    String state = target.await(now -> now == null || now.startsWith(AgentState.FAILED));
    if (state != null) {
      throw new AttachException(
          "process " + pid + " still has the agent: " + state + target.complaint() + ".");
    }
    console.out().println("tacho: process " + pid + " has no agent any more");
    return OK;
  }
}
