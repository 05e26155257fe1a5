package dev.tacho.config;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every bad value of every option is one line that names the key, the value unless it is a secret,
 * what was expected, what is in force instead and where to read on. A new option needs its row.
 */
final class BadValuesTest {
  private static final String SEE = " See docs/configuration.md.";
  private static final String LONG = "x".repeat(1001);
  private static final String LONG_URL = "https://example.com/" + LONG;
  private static final String MANY_PATHS = "/p;".repeat(201);

  private static final List<String> SWITCHES = bad("", "yes", "1", "truefalse", "true;false");
  private static final List<String> THRESHOLDS =
      bad("", "0", "1", "1 s", "0ms", "0.9ms", "61m", "1h1m", "-1s", "1S", "s", "1.2.3s", "NaNs");
  private static final List<String> RATIOS =
      bad("", "0", "1", "0%", "100%", "101%", "-0.1", "5 %", "%", "1,5%", "half", "0.1‰");
  private static final List<String> TEXTS = bad("", LONG);
  private static final List<String> PATHS =
      bad("p", "/a**", "/{", "/{}", "/a{b}", "/a b", "/a?b", "/a#b", "/" + LONG, MANY_PATHS);

  /** By option: empty, garbage, out of range at both ends, the wrong unit or form. */
  private static final Map<String, List<String>> BY_OPTION =
      Map.ofEntries(
          entry("enabled", SWITCHES),
          entry("unweave", SWITCHES),
          entry("config", TEXTS),
          entry(
              "port",
              bad(
                  "",
                  "-1",
                  "65536",
                  "94x4",
                  "9464.0",
                  "0x10",
                  "99999999999",
                  "1 2",
                  "-",
                  "2-1",
                  "0-9",
                  "1-65536",
                  "1-2-3")),
          entry("bind", bad("", "a b", "http://a", "[::1", "a/24")),
          entry("port-file", TEXTS),
          entry(
              "path",
              bad("", "metrics", "/", "/a/", "/a//b", "/a/../b", "/./a", "/-/a", "/a b", "/a?b")),
          entry("summary", bad("", "on", "true", "auto;off")),
          entry("auth-user", TEXTS),
          entry("auth-password-file", TEXTS),
          entry("auth-password-hash", TEXTS),
          entry("bearer-token-file", TEXTS),
          entry("tls-cert", TEXTS),
          entry("tls-key", TEXTS),
          entry("tls-client-ca", TEXTS),
          entry("app", TEXTS),
          entry("app-version", TEXTS),
          entry("environment", TEXTS),
          entry("slow-request", THRESHOLDS),
          entry("slow-query", THRESHOLDS),
          entry("critical-query", THRESHOLDS),
          entry("slow-external", THRESHOLDS),
          entry("n-plus-one", bad("", "1", "10001", "-2", "2.5", "ten")),
          entry("error-window", bad("", "9s", "9999ms", "61m", "1d", "60", "minute")),
          entry("max-error-ratio", RATIOS),
          entry("availability-objective", RATIOS),
          entry("latency-objective", RATIOS),
          entry("max-series", bad("", "9", "100001", "1e3", "1k", "-1000")),
          entry("routes", PATHS),
          entry("exclude", PATHS),
          entry(
              "services",
              bad("stripe", ":x", "a:", "a:0:x", "a:65536:x", "a/b:x", "a:b c", "none:x")),
          entry("service-paths", bad("v1", ":/v1", "a:v1", "a:/v1 x", "/{", MANY_PATHS)),
          entry("event-log", TEXTS),
          entry("event-log-size", bad("", "10", "9KB", "2GB", "10mb", "10 MB", "MB", "-1MB")),
          entry("event-log-backups", bad("", "-1", "101", "1.5", "all")),
          entry(
              "alert-webhook",
              bad("", "s3cret", "ftp://a/b", "//a/b", "https://u:p@a/b", "https:///b", LONG_URL)),
          entry(
              "sentry-dsn",
              bad(
                  "",
                  "s3cret",
                  "https://sentry.io/1",
                  "https://k@sentry.io",
                  "ftp://k@s/1",
                  LONG_URL)),
          entry("request-id", bad("", "on", "true", "accept;generate")),
          entry("request-id-header", bad("", "X Id", "X:Id", "Ü", "x".repeat(101))),
          entry("propagate-to", bad("", "http://a", "a/b", "*.", "a;;b", "none;a", "a.*", "a:80")),
          entry("methods", bad("x", "A.b", "A.b=timer", "A.b=db", "=job")));

  private static final Map<String, List<String>> BY_ALIAS =
      Map.of(
          "PROMETHEUS_ENABLED", SWITCHES,
          "METRICS_ENDPOINT", bad("", "metrics", "http://collector:4317", "/a b"),
          "SLOW_QUERY_THRESHOLD_SECONDS", bad("", "0.09", "10.1", "1s", "-1", "0", "NaN", "1e0"),
          "SLOW_QUERY_LOG_FILE", TEXTS,
          "PERF_API_LATENCY_MS", bad("", "0", "0.5", "3600001", "1s", "-1", "fast"),
          "PERF_DB_QUERY_MS", bad("", "0", "0.5", "3600001", "1s", "-1", "fast"),
          "PERF_ERROR_RATE", RATIOS);

  @TempDir Path folder;

  @Test
  void everyOptionAndEveryAliasHasARow() {
    TreeSet<String> options = new TreeSet<>();
    TreeSet<String> aliases = new TreeSet<>();
    for (Option<?> option : Options.all()) {
      options.add(option.key);
      option.aliases.forEach(alias -> aliases.add(alias.variable));
    }

    assertThat(new TreeSet<>(BY_OPTION.keySet())).isEqualTo(options);
    assertThat(new TreeSet<>(BY_ALIAS.keySet())).isEqualTo(aliases);
  }

  static Stream<Arguments> options() {
    return arguments(BY_OPTION);
  }

  @ParameterizedTest
  @MethodSource("options")
  void inTheArgument(String key, String value) {
    List<String> problems = new ArrayList<>();
    Config config =
        ConfigParser.parse(key + "=\"" + value + "\"", new Properties(), Map.of(), problems);

    assertOneLine(problems, Options.byKey(key), key, value);
    assertDefault(config, key);
  }

  @ParameterizedTest
  @MethodSource("options")
  void inASystemProperty(String key, String value) {
    Properties properties = new Properties();
    properties.setProperty("tacho." + key, value);
    List<String> problems = new ArrayList<>();
    Config config = ConfigParser.parse(null, properties, Map.of(), problems);

    assertOneLine(problems, Options.byKey(key), "tacho." + key, value);
    assertDefault(config, key);
  }

  @ParameterizedTest
  @MethodSource("options")
  void inTheEnvironment(String key, String value) {
    String variable = Options.byKey(key).variable();
    List<String> problems = new ArrayList<>();
    Config config = ConfigParser.parse(null, new Properties(), Map.of(variable, value), problems);

    assertOneLine(problems, Options.byKey(key), variable, value);
    assertDefault(config, key);
  }

  @ParameterizedTest
  @MethodSource("options")
  void inTheFile(String key, String value) throws IOException {
    if (key.equals("config")) {
      return; // stands in no file; ConfigParserTest says what becomes of it there
    }
    Path file = file(key, value);
    List<String> problems = new ArrayList<>();
    Config config = ConfigParser.parseFile(file.toString(), problems);

    assertOneLine(problems, Options.byKey(key), file + ": " + key, value);
    assertDefault(config, key);
    assertThat(config.isFileInForce()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("options")
  void inTheFileThatIsReadAnew(String key, String value) throws IOException {
    if (key.equals("config") || !Options.byKey(key).reloadable) {
      return; // ConfigReparseTest says what becomes of what needs a restart
    }
    Config before = ConfigParser.parseFile(file("app", "orders").toString(), new ArrayList<>());
    Path file = Files.writeString(file(key, value), "\napp=orders\n", StandardOpenOption.APPEND);
    List<String> problems = new ArrayList<>();
    Config config = ConfigParser.reparse(before, ConfigFile.read(file.toString()), problems);

    assertOneLine(problems, Options.byKey(key), file + ": " + key, value);
    assertDefault(config, key);
    assertThat(config.isFileInForce()).isFalse();
  }

  static Stream<Arguments> aliases() {
    return arguments(BY_ALIAS);
  }

  @ParameterizedTest
  @MethodSource("aliases")
  void inAVariableKnownFromElsewhere(String variable, String value) {
    List<String> problems = new ArrayList<>();
    Map<String, String> environment = new HashMap<>();
    environment.put(variable, value);
    Config config = ConfigParser.parse(null, new Properties(), environment, problems);

    for (Option<?> option : Options.all()) {
      for (Alias<?> alias : option.aliases) {
        if (alias.variable.equals(variable)) {
          assertLine(problems, variable + "=" + value, alias.expected);
          assertDefault(config, option.key);
        }
      }
    }
  }

  private static void assertOneLine(
      List<String> problems, Option<?> option, String name, String value) {
    if (option == Options.METHODS) {
      // A bad pattern costs itself only, so that the line has not the source but the pattern.
      assertThat(problems)
          .containsExactly(
              (name.contains(" ") ? name : "methods")
                  + "="
                  + value
                  + ": expected "
                  + option.expected
                  + ". It is ignored."
                  + SEE);
      return;
    }
    assertLine(problems, option.secret ? name : name + "=" + value, option.expected);
    if (option.secret && !value.isEmpty()) {
      assertThat(problems.get(0).replace(option.expected, "")).doesNotContain(value);
    }
  }

  private static void assertLine(List<String> problems, String setting, String expected) {
    String shown = setting.length() > 200 ? setting.substring(0, 200) + "..." : setting;
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0))
        .startsWith(shown + ": expected " + expected + ". ")
        .containsPattern("(The default .+ stays in force|It is ignored)\\. See")
        .endsWith(SEE)
        .doesNotContain("\n");
  }

  private static void assertDefault(Config config, String key) {
    Option<?> option = Options.byKey(key);
    if (option != Options.METHODS) {
      assertThat(config.setting(option).value).isSameAs(option.defaultValue);
    }
    assertThat(config.methods().all()).isEmpty();
  }

  private Path file(String key, String value) throws IOException {
    Properties lines = new Properties();
    lines.setProperty(key, value);
    Path file = folder.resolve("tacho.properties");
    try (var out = Files.newBufferedWriter(file)) {
      lines.store(out, null);
    }
    return file;
  }

  private static List<String> bad(String... values) {
    return Arrays.asList(values);
  }

  private static Stream<Arguments> arguments(Map<String, List<String>> table) {
    return table.entrySet().stream()
        .flatMap(row -> row.getValue().stream().map(value -> Arguments.of(row.getKey(), value)));
  }
}
