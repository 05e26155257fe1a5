package dev.tacho.monitoring.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** What tests are given of the rules. */
final class Alerts {
  static final Path FOLDER = Path.of("../alerts");

  private static final List<Rule> ALL = read();

  private Alerts() {}

  static List<Rule> rules() {
    return ALL;
  }

  static List<Rule> alerts() {
    return ALL.stream().filter(Rule::isAlert).toList();
  }

  private static List<Rule> read() {
    try {
      return RuleFiles.all(FOLDER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
