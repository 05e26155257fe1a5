package dev.tacho.cli;

import dev.tacho.cli.attach.AttachCommand;
import dev.tacho.cli.attach.DetachCommand;
import dev.tacho.cli.attach.ListCommand;
import dev.tacho.cli.check.Check;
import dev.tacho.cli.config.ConfigCommand;
import dev.tacho.cli.diff.Diff;
import dev.tacho.cli.doctor.Doctor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** All commands, in the order in which {@code help} lists them. */
final class Commands {
  private static final List<Command> ALL =
      Collections.unmodifiableList(
          Arrays.<Command>asList(
              new Help(),
              new Version(),
              new ConfigCommand(),
              new ListCommand(),
              new AttachCommand(),
              new DetachCommand(),
              new Doctor(),
              new Diff(),
              new Check(),
              new HashPassword()));

  private Commands() {}

  static List<Command> all() {
    return ALL;
  }

  /** Returns null if there is no such command. */
  static Command byName(String name) {
    for (Command command : ALL) {
      if (command.name().equals(name)) {
        return command;
      }
    }
    return null;
  }
}
