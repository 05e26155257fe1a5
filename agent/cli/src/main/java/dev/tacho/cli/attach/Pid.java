package dev.tacho.cli.attach;

import dev.tacho.cli.UsageException;
import java.util.List;

/** A process id as an argument. */
final class Pid {
  private Pid() {}

  static String onlyOne(String command, List<String> arguments) {
    if (arguments.size() != 1) {
      throw new UsageException(command + ": expected a process id.");
    }
    return of(command, arguments.get(0));
  }

  static String of(String command, String argument) {
    if (!argument.matches("[1-9][0-9]{0,9}")) {
      throw new UsageException(
          command + ": " + argument + ": expected a process id, a number that list shows.");
    }
    return argument;
  }
}
