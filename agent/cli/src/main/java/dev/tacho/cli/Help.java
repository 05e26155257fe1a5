package dev.tacho.cli;

import java.util.List;

/** {@code help}, {@code help COMMAND}. */
final class Help implements Command {
  @Override
  public String name() {
    return "help";
  }

  @Override
  public String summary() {
    return "this list, or the arguments of one command";
  }

  @Override
  public String help() {
    return "help [COMMAND]\n";
  }

  @Override
  public int run(List<String> arguments, Console console) {
    if (arguments.isEmpty()) {
      console.out().print(overview());
      return OK;
    }
    Command command = Commands.byName(arguments.get(0));
    if (command == null) {
      throw new UsageException(
          "help: there is no command " + arguments.get(0) + ", expected one of " + names());
    }
    console.out().print("java -jar tacho-agent.jar " + command.help());
    return OK;
  }

  static String overview() {
    StringBuilder text = new StringBuilder();
    text.append("Measures a Java service:\n")
        .append("  java -javaagent:tacho-agent.jar[=key=value,key=value] -jar service.jar\n\n")
        .append("On the command line:\n")
        .append("  java -jar tacho-agent.jar COMMAND [ARGUMENTS]\n\n");
    for (Command command : Commands.all()) {
      text.append(String.format("  %-14s %s%n", command.name(), command.summary()));
    }
    return text.toString();
  }

  static String names() {
    StringBuilder names = new StringBuilder();
    for (Command command : Commands.all()) {
      names.append(names.length() == 0 ? "" : ", ").append(command.name());
    }
    return names.toString();
  }
}
