package dev.tacho.methods;

import dev.tacho.config.MethodPattern;

/** One method that is measured because the configuration names it, with all its overloads. */
public final class NamedMethod {
  private final PatternMatches matches;
  private final String name;

  NamedMethod(PatternMatches matches, String name) {
    this.matches = matches;
    this.name = name;
  }

  /** Simple class and method: {@code Tax.compute}. */
  public String name() {
    return name;
  }

  public MethodPattern pattern() {
    return matches.pattern;
  }

  /** Whether its pattern was refused meanwhile, so that nothing of it counts any more. */
  public boolean isRefused() {
    return matches.isRefused();
  }
}
