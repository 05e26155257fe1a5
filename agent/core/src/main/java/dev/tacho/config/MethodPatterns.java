package dev.tacho.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The methods that are to be measured besides what the agent knows, in the order in which they were
 * configured; a method that several patterns name belongs to the first. Immutable.
 */
public final class MethodPatterns implements PartlyValid {
  public static final MethodPatterns NONE =
      new MethodPatterns(Collections.<MethodPattern>emptyList(), Collections.<String>emptyList());

  /** What a pattern has to look like, for messages and the documentation. */
  static final String EXPECTED =
      "CLASS.METHOD=KIND with ; between them, KIND one of external:PEER, external:PEER:OPERATION,"
          + " db:OPERATION:COLLECTION, cache:OPERATION, job and method";

  private static final int MAX_PATTERNS = 200;

  /** To weave what the agent itself runs on invites endless recursion. */
  private static final List<String> JDK_AND_AGENT =
      Arrays.asList("java.", "javax.", "jdk.", "sun.", "dev.tacho.");

  private final List<MethodPattern> patterns;
  private final List<String> problems;

  private MethodPatterns(List<MethodPattern> patterns, List<String> problems) {
    this.patterns = Collections.unmodifiableList(patterns);
    this.problems = Collections.unmodifiableList(problems);
  }

  /** Leaves out what is no pattern; {@link #problems} then says so. */
  static MethodPatterns parse(String text) {
    List<MethodPattern> patterns = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String part : text.split(";", -1)) {
      String entry = part.trim();
      if (entry.isEmpty()) {
        continue;
      }
      MethodPattern pattern = MethodPattern.parse(entry);
      String problem = problem(pattern, patterns.size());
      if (problem == null) {
        patterns.add(pattern);
      } else {
        problems.add(entry + ": " + problem);
      }
      if (patterns.size() + problems.size() > 2 * MAX_PATTERNS) {
        break; // of so many lines nobody reads more
      }
    }
    return new MethodPatterns(patterns, problems);
  }

  /** Null if there is none. */
  private static String problem(MethodPattern pattern, int before) {
    if (pattern == null) {
      return "expected " + EXPECTED;
    }
    for (String prefix : JDK_AND_AGENT) {
      if (pattern.isWithin(prefix)) {
        return "classes of the JDK and of the agent cannot be measured by name";
      }
    }
    return before == MAX_PATTERNS ? "expected at most " + MAX_PATTERNS + " patterns" : null;
  }

  public List<MethodPattern> all() {
    return patterns;
  }

  @Override
  public List<String> problems() {
    return problems;
  }
}
