package dev.tacho.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * What {@code java -jar tacho-agent.jar} does. An interface that the jar's main class, which is in
 * another loader, knows as well.
 */
public final class CommandLine implements ToIntFunction<String[]> {
  private static final List<String> ASKS_FOR_HELP = Arrays.asList("--help", "-h", "-?");

  @Override
  public int applyAsInt(String[] arguments) {
    return run(Arrays.asList(arguments), Console.ofProcess());
  }

  /** Returns the exit code. Never throws. */
  static int run(List<String> arguments, Console console) {
    if (arguments.isEmpty() || ASKS_FOR_HELP.contains(arguments.get(0))) {
      console.out().print(Help.overview());
      return Command.OK;
    }
    String name = arguments.get(0).replaceFirst("^--", "");
    List<String> rest = arguments.subList(1, arguments.size());
    Command command = Commands.byName(name);
    if (command == null) {
      return failed(console, name + ": expected one of " + Help.names() + ".");
    }
    if (!rest.isEmpty() && ASKS_FOR_HELP.contains(rest.get(0))) {
      console.out().print("java -jar tacho-agent.jar " + command.help());
      return Command.OK;
    }
    try {
      return command.run(rest, console);
    } catch (UsageException wrong) {
      return failed(
          console, wrong.getMessage() + " See java -jar tacho-agent.jar help " + name + ".");
    } catch (IOException | RuntimeException failure) {
      return failed(console, name + ": " + cause(failure));
    }
  }

  /** The commands' own exceptions say all there is to say; of others the class tells half of it. */
  private static String cause(Exception failure) {
    boolean own = failure.getClass() == IOException.class && failure.getMessage() != null;
    return own ? failure.getMessage() : failure.toString();
  }

  private static int failed(Console console, String message) {
    console.err().println("tacho: " + message);
    return Command.FAILED;
  }
}
