package dev.tacho.weave;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What is woven into one library: its name in metrics and logs, and the rules. Immutable. */
public final class LibraryInstrumentation {
  final String name;
  final List<TypeRule> rules;

  private LibraryInstrumentation(String name, List<TypeRule> rules) {
    this.name = name;
    this.rules = rules;
  }

  /**
   * Puts the rules of one library together.
   *
   * @param name the value of the label {@code instrumentation}
   */
  public static LibraryInstrumentation of(String name, TypeRule... rules) {
    return new LibraryInstrumentation(
        name, Collections.unmodifiableList(Arrays.asList(rules.clone())));
  }

  public String name() {
    return name;
  }

  public List<TypeRule> rules() {
    return rules;
  }
}
