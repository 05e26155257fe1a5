package dev.tacho.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Reads the configuration from its sources: agent argument before system property before
 * environment before default. A mistake costs its own setting only; it is reported in one line and
 * the next source, or the default, stays in force.
 */
public final class ConfigParser {
  private static final String DOCUMENTATION = "docs/configuration.md";

  private final Map<Option<?>, Object> values = new HashMap<>();
  private final List<Rejected> rejected = new ArrayList<>();
  private final List<String> problems;

  /** A setting with a bad value. What is in force instead is known when all sources are read. */
  private static final class Rejected {
    final String setting;
    final Option<?> option;

    Rejected(String setting, Option<?> option) {
      this.setting = setting;
      this.option = option;
    }
  }

  private ConfigParser(List<String> problems) {
    this.problems = problems;
  }

  /**
   * Parses all sources.
   *
   * @param arguments what follows the {@code =} of -javaagent, or null
   * @param problems gets one line, ready for the operator, for each mistake
   */
  public static Config parse(
      String arguments,
      Properties systemProperties,
      Map<String, String> environment,
      List<String> problems) {
    ConfigParser parser = new ConfigParser(problems);
    parser.readArguments(arguments == null ? "" : arguments);
    parser.readSystemProperties(systemProperties);
    parser.readEnvironment(environment);
    parser.reportRejected();
    Config config = Config.of(parser.values);
    if (config.criticalBelowSlow()) {
      parser.problem("critical-query", "at least slow-query", "It is raised to that.");
    }
    for (String problem : config.problems()) {
      problems.add(problem + ". It is ignored. See " + DOCUMENTATION + ".");
    }
    return config;
  }

  /** {@code key=value,key="a value, with comma"}. */
  private void readArguments(String arguments) {
    int start = 0;
    while (start < arguments.length()) {
      int end = endOfSetting(arguments, start);
      if (end < 0) {
        problem(shown(arguments.substring(start)), "a closing quote", "It is ignored.");
        return;
      }
      String setting = arguments.substring(start, end).trim();
      int equals = setting.indexOf('=');
      if (equals > 0) {
        String key = setting.substring(0, equals).trim();
        set(key, key, unquote(setting.substring(equals + 1).trim()));
      } else if (!setting.isEmpty()) {
        problem(shown(setting), "key=value,key=value", "It is ignored.");
      }
      start = end + 1;
    }
  }

  /** The index of the comma that ends the setting, or of the end; -1 if a quote stays open. */
  private static int endOfSetting(String arguments, int start) {
    boolean quoted = false;
    for (int i = start; i < arguments.length(); i++) {
      char c = arguments.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        return i;
      }
    }
    return quoted ? -1 : arguments.length();
  }

  /** What a message may show of a setting that cannot be read: nothing after a secret's key. */
  private static String shown(String setting) {
    String shown = setting;
    for (Option<?> option : Options.all()) {
      int key = option.secret ? shown.indexOf(option.key) : -1;
      if (key >= 0) {
        shown = shown.substring(0, key + option.key.length());
      }
    }
    return shown;
  }

  private static String unquote(String text) {
    boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  private void readSystemProperties(Properties properties) {
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith("tacho.")) {
        set(name.substring("tacho.".length()), name, properties.getProperty(name).trim());
      }
    }
  }

  private void readEnvironment(Map<String, String> environment) {
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      String name = variable.getKey();
      if (name.startsWith("TACHO_")) {
        set(keyOfVariable(name), name, variable.getValue().trim());
      }
    }
  }

  private static String keyOfVariable(String name) {
    return name.substring("TACHO_".length()).toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** An earlier source has already won where the value is there. */
  private void set(String key, String nameInSource, String text) {
    Option<?> option = Options.byKey(key);
    if (option == null) {
      problems.add(
          nameInSource
              + ": unknown option, did you mean "
              + Options.nearestKey(key)
              + "? It is ignored. See "
              + DOCUMENTATION
              + ".");
      return;
    }
    Object value = option.parse(text);
    if (value == null) {
      rejected.add(new Rejected(option.secret ? nameInSource : nameInSource + "=" + text, option));
    } else if (!values.containsKey(option)) {
      values.put(option, value);
    }
  }

  private void reportRejected() {
    for (Rejected mistake : rejected) {
      Option<?> option = mistake.option;
      boolean defaultStays = !values.containsKey(option) && !option.defaultText.isEmpty();
      problem(
          mistake.setting,
          option.expected,
          defaultStays
              ? "The default " + option.defaultText + " stays in force."
              : "It is ignored.");
    }
  }

  private void problem(String setting, String expected, String consequence) {
    problems.add(
        setting + ": expected " + expected + ". " + consequence + " See " + DOCUMENTATION + ".");
  }
}
