package dev.tacho.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the configuration from its sources: agent argument before system property before
 * environment, in which an option's own variable comes before its aliases, before file before
 * default. A mistake costs its own setting only; it is reported in one line and the next source, or
 * the default, stays in force.
 */
public final class ConfigParser {
  static final String PROPERTY_PREFIX = "tacho.";
  static final String VARIABLE_PREFIX = "TACHO_";

  private static final String DOCUMENTATION = "docs/configuration.md";
  private static final String IGNORED = "It is ignored.";
  private static final int MAX_SHOWN = 200;

  /** What is in force by now. An option that is there already is not overridden. */
  private final Map<Option<?>, Setting> settings = new HashMap<>();

  private final List<Rejected> rejected = new ArrayList<>();
  private final List<String> problems;

  /** A setting that does not take effect. What is in force is known when all sources are read. */
  private static final class Rejected {
    final Option<?> option;
    final String setting;
    final String expected;

    Rejected(Option<?> option, String setting, String expected) {
      this.option = option;
      this.setting = setting;
      this.expected = expected;
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
    parser.readAliases(environment);
    Setting path = parser.settings.get(Options.CONFIG);
    ConfigFile file = path == null ? null : ConfigFile.read((String) path.value);
    boolean fileAccepted = file != null && parser.readFile(file);
    return parser.finishStart(file, fileAccepted);
  }

  /** Parses a file alone, as if it were the only source. */
  public static Config parseFile(String path, List<String> problems) {
    ConfigParser parser = new ConfigParser(problems);
    ConfigFile file = ConfigFile.read(path);
    return parser.finishStart(file, parser.readFile(file));
  }

  /**
   * The configuration after a change of the file. What other sources give stays; so does what needs
   * a restart, and what the file now says wrongly.
   *
   * @param before what has been in force
   */
  static Config reparse(Config before, ConfigFile file, List<String> problems) {
    ConfigParser parser = new ConfigParser(problems);
    Properties lines = parser.linesOf(file);
    if (lines == null) {
      return before.with(file, false);
    }
    for (Setting setting : before.given()) {
      if (!setting.fromFile) {
        parser.settings.put(setting.option, setting);
      }
    }
    boolean accepted = parser.readLines(file, lines);
    for (Rejected mistake : parser.rejected) {
      parser.keep(before.setting(mistake.option));
    }
    accepted &= parser.keepWhatNeedsRestart(before, file);
    return parser.finish(file, accepted);
  }

  private Config finishStart(ConfigFile file, boolean fileAccepted) {
    Setting methods = settings.get(Options.METHODS);
    boolean wellNamed = methods == null || reportPatterns(methods, file);
    return finish(file, fileAccepted && (wellNamed || !methods.fromFile));
  }

  /** A bad pattern costs itself only. Returns whether there is none. */
  private boolean reportPatterns(Setting methods, ConfigFile file) {
    List<String> bad = ((MethodPatterns) methods.value).problems();
    String source = methods.fromFile ? file.path + ": " : "";
    for (String problem : bad) {
      problems.add(source + "methods=" + problem + ". " + IGNORED + " See " + DOCUMENTATION + ".");
    }
    return bad.isEmpty();
  }

  private Config finish(ConfigFile file, boolean fileAccepted) {
    reportRejected();
    Config config = new Config(settings, file, fileAccepted);
    reportDoubtful(config);
    return config;
  }

  /** Lets a value stay that the file gave before, unless another source has it now. */
  private void keep(Setting before) {
    if (before.fromFile && !settings.containsKey(before.option)) {
      settings.put(before.option, before);
    }
  }

  /** Returns whether there was nothing of the kind. */
  private boolean keepWhatNeedsRestart(Config before, ConfigFile file) {
    boolean none = true;
    for (Option<?> option : Options.all()) {
      Setting old = before.setting(option);
      Setting now = settings.get(option);
      Setting wanted = now == null ? Setting.ofDefault(option) : now;
      if (option.reloadable || wanted.hasValueOf(old)) {
        continue;
      }
      none = false;
      settings.remove(option);
      if (before.has(option)) {
        settings.put(option, old);
      }
      problems.add(
          shown(option, file.path + ": " + option.key, wanted.text)
              + ": takes effect with the next start of the service. "
              + inForce(old)
              + " until then. See "
              + DOCUMENTATION
              + ".");
    }
    return none;
  }

  /** {@code key=value,key="a value, with comma"}. */
  private void readArguments(String arguments) {
    int start = 0;
    while (start < arguments.length()) {
      int end = endOfSetting(arguments, start);
      if (end < 0) {
        problem(shownUnread(arguments.substring(start)), "a closing quote", IGNORED);
        return;
      }
      String setting = arguments.substring(start, end).trim();
      int equals = setting.indexOf('=');
      if (equals > 0) {
        String key = setting.substring(0, equals).trim();
        setVisibly(key, key, unquote(setting.substring(equals + 1).trim()), "agent argument");
      } else if (!setting.isEmpty()) {
        problem(shownUnread(setting), "key=value,key=value", IGNORED);
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
  private static String shownUnread(String setting) {
    String shown = setting;
    for (Option<?> option : Options.all()) {
      int key = option.secret ? shown.indexOf(option.key) : -1;
      if (key >= 0) {
        shown = shown.substring(0, key + option.key.length());
      }
    }
    return oneLine(shown);
  }

  private static String unquote(String text) {
    boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  private void readSystemProperties(Properties properties) {
    for (String name : new TreeSet<>(properties.stringPropertyNames())) {
      if (name.startsWith(PROPERTY_PREFIX)) {
        setVisibly(
            name.substring(PROPERTY_PREFIX.length()),
            name,
            properties.getProperty(name).trim(),
            "system property " + name);
      }
    }
  }

  /** From a source that the list of processes shows to every user of the machine. */
  private void setVisibly(String key, String name, String text, String origin) {
    Option<?> option = option(key, name);
    if (option != null && set(option, name, text, origin, false) && option.secret) {
      problems.add(
          name
              + ": expected in the environment, as "
              + option.variable()
              + ", or in the file of config=, as everybody can read it in the list of processes. It"
              + " is in force all the same. See "
              + DOCUMENTATION
              + ".");
    }
  }

  private void readEnvironment(Map<String, String> environment) {
    for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
      String name = variable.getKey();
      if (name.startsWith(VARIABLE_PREFIX)) {
        Option<?> option = option(keyOfVariable(name), name);
        if (option != null) {
          set(option, name, variable.getValue().trim(), "environment " + name, false);
        }
      }
    }
  }

  private static String keyOfVariable(String name) {
    Option<?> option = Options.byVariable(name);
    return option != null
        ? option.key
        : name.substring(VARIABLE_PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void readAliases(Map<String, String> environment) {
    for (Option<?> option : Options.all()) {
      for (Alias<?> alias : option.aliases) {
        String text = environment.get(alias.variable);
        if (text != null) {
          String variable = alias.variable;
          Object value = alias.parse(text.trim());
          set(option, value, variable, text, alias.expected, "environment " + variable, false);
        }
      }
    }
  }

  /** Returns whether nothing in it was refused. */
  private boolean readFile(ConfigFile file) {
    Properties lines = linesOf(file);
    return lines != null && readLines(file, lines);
  }

  /** Null, and reported, if there are none to be had. */
  private Properties linesOf(ConfigFile file) {
    if (file.failure != null) {
      problem(
          "config=" + file.path,
          "a file the service may read (" + file.failure + ")",
          "The agent goes on without it, and reads it as soon as it can.");
      return null;
    }
    try {
      return file.settings();
    } catch (IOException malformed) {
      problem(
          file.path,
          "a properties file in UTF-8 (" + malformed.getMessage() + ")",
          "What has been in force stays.");
      return null;
    }
  }

  /** Returns whether nothing in it was refused. */
  private boolean readLines(ConfigFile file, Properties lines) {
    int mistakes = problems.size() + rejected.size();
    for (String key : new TreeSet<>(lines.stringPropertyNames())) {
      String name = file.path + ": " + key;
      Option<?> option = option(key, name);
      if (option == Options.CONFIG) {
        problem(name, "in another source than the file itself", IGNORED);
      } else if (option != null) {
        set(option, name, lines.getProperty(key).trim(), file.path, true);
      }
    }
    return problems.size() + rejected.size() == mistakes;
  }

  /** Null, and reported, if there is none. */
  private Option<?> option(String key, String nameInSource) {
    Option<?> option = Options.byKey(key);
    if (option == null) {
      problems.add(
          oneLine(nameInSource)
              + ": unknown option, did you mean "
              + Options.nearestKey(key)
              + "? It is ignored. See "
              + DOCUMENTATION
              + ".");
    }
    return option;
  }

  private boolean set(
      Option<?> option, String nameInSource, String text, String origin, boolean fromFile) {
    return set(option, option.parse(text), nameInSource, text, option.expected, origin, fromFile);
  }

  /**
   * Gives an option its value, unless an earlier source has already won.
   *
   * @param value null if {@code text} is none
   * @return false if so
   */
  private boolean set(
      Option<?> option,
      Object value,
      String nameInSource,
      String text,
      String expected,
      String origin,
      boolean fromFile) {
    if (value == null) {
      rejected.add(new Rejected(option, shown(option, nameInSource, text), expected));
    } else if (!settings.containsKey(option)) {
      settings.put(option, new Setting(option, value, text, origin, fromFile));
    }
    return value != null;
  }

  private void reportRejected() {
    for (Rejected mistake : rejected) {
      Setting inForce = settings.get(mistake.option);
      String consequence = IGNORED;
      if (inForce == null && !mistake.option.defaultText.isEmpty()) {
        consequence = "The default " + mistake.option.defaultText + " stays in force.";
      } else if (inForce != null && inForce.fromFile) {
        consequence = inForce(inForce) + ".";
      }
      problem(mistake.setting, mistake.expected, consequence);
    }
  }

  private static String inForce(Setting setting) {
    if (setting.option.secret) {
      return "The value before stays in force";
    }
    return setting.text.isEmpty()
        ? "None stays in force"
        : oneLine(setting.text) + " stays in force";
  }

  /** What is fine by itself but not in what else is configured. */
  private void reportDoubtful(Config config) {
    if (config.criticalBelowSlow()) {
      problem("critical-query", "at least slow-query", "It is raised to that.");
    }
  }

  private static String shown(Option<?> option, String nameInSource, String text) {
    return oneLine(option.secret ? nameInSource : nameInSource + "=" + text);
  }

  /** A value can have line breaks, and no end. */
  static String oneLine(String text) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (i == MAX_SHOWN) {
        return line.append("...").toString();
      }
      line.append(Character.isISOControl(c) ? '?' : c);
    }
    return line.toString();
  }

  private void problem(String setting, String expected, String consequence) {
    problems.add(
        setting + ": expected " + expected + ". " + consequence + " See " + DOCUMENTATION + ".");
  }
}
