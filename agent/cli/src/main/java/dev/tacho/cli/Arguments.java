package dev.tacho.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Arguments of a command: words, {@code --name value} or {@code --name=value}, and flags. */
public final class Arguments {
  private final List<String> words = new ArrayList<>();
  private final Map<String, String> values = new LinkedHashMap<>();

  private Arguments() {}

  /**
   * Sorts arguments.
   *
   * @param valued the names that are followed by a value
   * @param flags the names that are not
   * @throws UsageException if there is a name of neither kind, or one without its value
   */
  public static Arguments parse(List<String> arguments, List<String> valued, List<String> flags) {
    Arguments result = new Arguments();
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (!argument.startsWith("--")) {
        result.words.add(argument);
      } else if (flags.contains(argument)) {
        result.values.put(argument, "");
      } else if (!valued.contains(name)) {
        throw new UsageException(
            name + ": expected one of " + String.join(", ", valued) + list(flags) + ".");
      } else if (equals < 0 && !rest.hasNext()) {
        throw new UsageException(name + ": expected a value after it.");
      } else {
        result.values.put(name, equals < 0 ? rest.next() : argument.substring(equals + 1));
      }
    }
    return result;
  }

  private static String list(List<String> flags) {
    return flags.isEmpty() ? "" : ", " + String.join(", ", flags);
  }

  /** What belongs to no name, in its order. */
  public List<String> words() {
    return words;
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** Null if it was not given. */
  public String value(String name) {
    return values.get(name);
  }
}
