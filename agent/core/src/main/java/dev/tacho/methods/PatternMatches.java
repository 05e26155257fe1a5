package dev.tacho.methods;

import dev.tacho.config.MethodPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What one pattern has matched so far. Any thread may call; the locks are held for a few
 * instructions and nothing is called out of them.
 */
public final class PatternMatches {
  /** More is a mistake, and would slow the application down. */
  static final int MAX_METHODS = 200;

  final MethodPattern pattern;

  /** The methods in each class, whatever loaders have a class of that name. */
  private final Map<String, Integer> methodsByClass = new HashMap<>();

  private int methods;
  private volatile boolean refused;

  /** Whether a class was seen that the pattern names exactly, and that has no such method. */
  private boolean missed;

  /** The last thing that was said of the pattern; null if nothing was. Used by one thread. */
  private String said;

  PatternMatches(MethodPattern pattern) {
    this.pattern = pattern;
  }

  public MethodPattern pattern() {
    return pattern;
  }

  /** How many methods it has matched; once it is refused, how many there were at least. */
  public synchronized int methods() {
    return methods;
  }

  /** Whether it has matched too many methods, so that none of them is measured. */
  public boolean isRefused() {
    return refused;
  }

  /**
   * A class has methods that belong to the pattern.
   *
   * @return whether they may be woven
   */
  synchronized boolean found(String className, int count) {
    Integer before = methodsByClass.get(className);
    if (before == null || before < count) {
      methods += count - (before == null ? 0 : before);
      methodsByClass.put(className, count);
    }
    if (methods > MAX_METHODS) {
      refused = true;
    }
    return !refused;
  }

  /** The class that the pattern names exactly has no such method. */
  synchronized void missed() {
    missed = true;
  }

  /** The classes that carry methods of the pattern, in internal form. */
  synchronized Collection<String> classes() {
    return new ArrayList<>(methodsByClass.keySet());
  }

  /**
   * What is wrong with the pattern, once for each thing that may be.
   *
   * @param late whether a class that is not there by now is worth a word
   * @return null if there is nothing new
   */
  synchronized String complaint(boolean late) {
    String complaint = null;
    if (refused) {
      complaint =
          "matches more than " + MAX_METHODS + " methods: it is refused, none of them is measured";
    } else if (methods == 0 && missed) {
      complaint = "matches nothing: the class is loaded and has no such method to be measured";
    } else if (methods == 0 && late && said == null) {
      complaint = "matches nothing so far: no such class is loaded. It is measured if it comes";
    }
    if (complaint == null || complaint.equals(said)) {
      return null;
    }
    said = complaint;
    return complaint;
  }
}
