package dev.tacho.cli.config;

import dev.tacho.cli.Command;
import dev.tacho.cli.Console;
import dev.tacho.cli.UsageException;
import dev.tacho.config.Config;
import dev.tacho.config.ConfigParser;
import dev.tacho.config.OptionsHelp;
import dev.tacho.config.Setting;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code config}: what would be in force, and who says so. */
public final class ConfigCommand implements Command {
  private static final String CHECK = "--check";
  private static final int MAX_VALUE_WIDTH = 40;

  @Override
  public String name() {
    return "config";
  }

  @Override
  public String summary() {
    return "the configuration that arguments, environment and file come to; --check FILE";
  }

  @Override
  public String help() {
    return "config [key=value,key=value]\n"
        + "  prints each option with the value in force and its source: the given agent argument,\n"
        + "  system properties tacho.* of this command, its environment, the file of config=\n\n"
        + "java -jar tacho-agent.jar config --check FILE\n"
        + "  says what is wrong in a configuration file\n\n"
        + "Mistakes are lines on stderr, and the exit code is then 1. Secrets are shown as ***.\n"
        + OptionsHelp.render();
  }

  @Override
  public int run(List<String> arguments, Console console) throws IOException {
    if (arguments.contains(CHECK)) {
      return check(arguments, console);
    }
    List<String> problems = new ArrayList<>();
    Config config =
        ConfigParser.parse(
            String.join(",", arguments), System.getProperties(), console.environment(), problems);
    print(config.settings(), console);
    return report(problems, console);
  }

  private static int check(List<String> arguments, Console console) throws IOException {
    if (arguments.size() != 2 || !arguments.get(0).equals(CHECK)) {
      throw new UsageException("config: expected " + CHECK + " FILE and nothing else.");
    }
    String file = arguments.get(1);
    new FileInputStream(new File(file)).close(); // that it cannot be read is no mistake in it
    List<String> problems = new ArrayList<>();
    Config config = ConfigParser.parseFile(file, problems);
    if (problems.isEmpty()) {
      console.out().println(file + ": " + config.settingsGiven() + " settings, no mistake");
    }
    return report(problems, console);
  }

  private static int report(List<String> problems, Console console) {
    for (String problem : problems) {
      console.err().println("tacho: " + problem);
    }
    return problems.isEmpty() ? OK : NOT_WELL;
  }

  private static void print(List<Setting> settings, Console console) {
    int keyWidth = 0;
    int valueWidth = 0;
    for (Setting setting : settings) {
      keyWidth = Math.max(keyWidth, setting.key().length());
      valueWidth = Math.max(valueWidth, shown(setting).length());
    }
    String format = "%-" + keyWidth + "s  %-" + Math.min(valueWidth, MAX_VALUE_WIDTH) + "s  %s%n";
    console.out().printf(format, "option", "value", "from");
    for (Setting setting : settings) {
      console.out().printf(format, setting.key(), shown(setting), setting.origin());
    }
  }

  private static String shown(Setting setting) {
    return setting.shownValue().isEmpty() ? "-" : setting.shownValue();
  }
}
