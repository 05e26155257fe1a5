package dev.tacho.monitoring.rules;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What tests are given of the rules. */
final class Alerts {
  static final Path FOLDER = Path.of("../alerts");

  private Alerts() {}

  static List<Rule> rules() throws IOException {
    return RuleFiles.all(FOLDER);
  }

  static List<Rule> alerts() throws IOException {
    return rules().stream().filter(Rule::isAlert).toList();
  }
}
