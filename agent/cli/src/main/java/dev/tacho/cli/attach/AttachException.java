package dev.tacho.cli.attach;

import dev.tacho.cli.Command;
import dev.tacho.cli.Console;

/** A JVM that cannot be reached, or an agent that does not start in it; the message says why. */
final class AttachException extends Exception {
  private static final long serialVersionUID = 1L;

  AttachException(String message) {
    super(message);
  }

  /** Says so, and returns the exit code. */
  int showOn(Console console) {
    console.err().println("tacho: " + getMessage());
    return Command.FAILED;
  }
}
