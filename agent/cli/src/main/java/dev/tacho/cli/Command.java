package dev.tacho.cli;

import java.io.IOException;
import java.util.List;

/** One word after {@code java -jar tacho-agent.jar}. */
public interface Command {
  /** What was asked for has been done, and all is well. */
  int OK = 0;

  /** It has been done, and what it looked at is not as it should be. */
  int NOT_WELL = 1;

  /** It could not be done: wrong arguments, or nothing there to look at. */
  int FAILED = 2;

  String name();

  /** What it is for, in a few words, for the list of commands. */
  String summary();

  /** Its arguments with their meaning, for {@code help NAME}; ends with a line break. */
  String help();

  /**
   * Does it.
   *
   * @param arguments what follows the command's name
   * @return the exit code
   * @throws UsageException if the arguments are none of this command
   * @throws IOException if what it needs cannot be read or written; the message is shown
   */
  int run(List<String> arguments, Console console) throws IOException;
}
