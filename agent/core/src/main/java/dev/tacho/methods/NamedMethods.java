package dev.tacho.methods;

import dev.tacho.config.MethodPattern;
import dev.tacho.config.MethodPatterns;
import dev.tacho.log.AgentLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The methods that the configuration names: which classes have some, and the numbers by which woven
 * code tells them. Any thread may call.
 */
public final class NamedMethods {
  /** A class that is not there by then may never come, and the operator may have misspelt it. */
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private static final String DOCUMENTATION = "docs/methods.md";

  private final List<PatternMatches> all;
  private final Set<String> exactClassNames = new HashSet<>();
  private final boolean anyWithStar;

  /** By pattern and name; guarded by this. */
  private final Map<String, Integer> numbers = new HashMap<>();

  /** By number; replaced when one is added. */
  private volatile NamedMethod[] byNumber = {};

  /** Those that {@link #newlyRefused} has told. */
  private final Set<PatternMatches> refused = new HashSet<>();

  public NamedMethods(MethodPatterns patterns) {
    List<PatternMatches> matches = new ArrayList<>();
    boolean star = false;
    for (MethodPattern pattern : patterns.all()) {
      matches.add(new PatternMatches(pattern));
      if (pattern.exactClassName() == null) {
        star = true;
      } else {
        exactClassNames.add(pattern.exactClassName());
      }
    }
    this.all = Collections.unmodifiableList(matches);
    this.anyWithStar = star;
  }

  /** What every pattern has matched, in the order of the configuration. */
  public List<PatternMatches> all() {
    return all;
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** The classes that are named in full, in internal form. */
  public Set<String> exactClassNames() {
    return Collections.unmodifiableSet(exactClassNames);
  }

  /** Whether patterns name the class itself; in internal form. */
  public boolean nameClass(String internalName) {
    if (exactClassNames.contains(internalName)) {
      return true;
    }
    if (anyWithStar) {
      for (PatternMatches matches : all) {
        if (matches.pattern.namesClass(internalName)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether patterns name one of the interfaces that a class names as its own. */
  public boolean nameAnyInterface(String[] internalNames) {
    for (String name : internalNames) {
      if (exactClassNames.contains(name)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The patterns for a class.
   *
   * @param internalName of the class
   * @param interfaceNames that it names as its own, in internal form
   */
  public ClassPatterns of(String internalName, List<String> interfaceNames) {
    return new ClassPatterns(this, internalName, interfaceNames);
  }

  /** The number of a method; the same one for all overloads and classes of one name. */
  synchronized int number(PatternMatches matches, String name) {
    String key = all.indexOf(matches) + " " + name;
    Integer number = numbers.get(key);
    if (number == null) {
      NamedMethod[] before = byNumber;
      NamedMethod[] after = Arrays.copyOf(before, before.length + 1);
      number = before.length;
      after[number] = new NamedMethod(matches, name);
      numbers.put(key, number);
      byNumber = after;
    }
    return number;
  }

  /** The method that has this number in woven code. */
  public NamedMethod get(int number) {
    return byNumber[number];
  }

  /**
   * The classes, in internal form, that may carry methods of patterns which were refused since this
   * was asked last. To be called by one thread.
   */
  public Set<String> newlyRefused() {
    Set<String> classes = new HashSet<>();
    for (PatternMatches matches : all) {
      if (matches.isRefused() && refused.add(matches)) {
        classes.addAll(matches.classes());
      }
    }
    return classes;
  }

  /**
   * Says what is wrong with patterns, once for each. To be called by one thread, about once a
   * second.
   *
   * @param nanosSinceStart of the agent
   */
  public void complain(long nanosSinceStart) {
    for (PatternMatches matches : all) {
      String complaint = matches.complaint(isLate(nanosSinceStart));
      if (complaint != null) {
        AgentLog.warn(
            "methods=" + matches.pattern + " " + complaint + ". See " + DOCUMENTATION + ".");
      }
    }
  }

  static boolean isLate(long nanosSinceStart) {
    return nanosSinceStart > PATIENCE_NANOS;
  }
}
