package dev.tacho.monitoring.rules;

import dev.tacho.monitoring.Yamls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tests of rules that promtool runs, as files of {@code alerts/tests}. */
final class RuleTests {
  private static final Pattern DURATION =
      Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?");

  private RuleTests() {}

  /**
   * What a test expects of an alert at one time.
   *
   * @param test tells the tests apart: each has its own series
   */
  record Expectation(String test, Duration time, String alert, List<Map<?, ?>> firing) {}

  static List<Path> files(Path alerts) throws IOException {
    try (Stream<Path> files = Files.list(alerts.resolve("tests"))) {
      return files.sorted().toList();
    }
  }

  static List<Expectation> expectations(Path alerts) throws IOException {
    List<Expectation> expectations = new ArrayList<>();
    for (Path file : files(alerts)) {
      int number = 0;
      for (Map<?, ?> test : maps(Yamls.read(file).get("tests"))) {
        String name = file.getFileName() + " " + number++;
        for (Map<?, ?> expected : maps(test.get("alert_rule_test"))) {
          expectations.add(
              new Expectation(
                  name,
                  duration(expected.get("eval_time").toString()),
                  expected.get("alertname").toString(),
                  maps(expected.get("exp_alerts"))));
        }
      }
    }
    return expectations;
  }

  private static List<Map<?, ?>> maps(Object list) {
    List<Map<?, ?>> maps = new ArrayList<>();
    if (list != null) {
      ((List<?>) list).forEach(element -> maps.add((Map<?, ?>) element));
    }
    return maps;
  }

  private static Duration duration(String text) {
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(text + " is not a time such as 1h30m");
    }
    return Duration.ofDays(number(parts.group(1)))
        .plusHours(number(parts.group(2)))
        .plusMinutes(number(parts.group(3)))
        .plusSeconds(number(parts.group(4)));
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
