package dev.tacho.cli;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** All commands, in the order in which {@code help} lists them. */
final class Commands {
  private static final List<Command> ALL =
      Collections.unmodifiableList(
          Arrays.<Command>asList(new Help(), new Version(), new HashPassword()));

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
