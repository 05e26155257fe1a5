package dev.tacho.methods;

import dev.tacho.config.MethodPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The patterns that name one class, or an interface that it names as its own. A method belongs to
 * the first pattern that names it, also if that one was refused, so that the answer never changes.
 * Used by one thread.
 */
public final class ClassPatterns {
  /** Of every object, and called by loggers and collections: a star does not mean them. */
  private static final Set<String> OF_EVERY_OBJECT =
      new HashSet<>(Arrays.asList("toString", "equals", "hashCode"));

  /** A pattern, and the class or interface by which it has come here. */
  private static final class Candidate {
    final PatternMatches matches;
    final String namedClass;

    Candidate(PatternMatches matches, String namedClass) {
      this.matches = matches;
      this.namedClass = namedClass;
    }
  }

  private final NamedMethods named;
  private final String className;
  private final List<Candidate> candidates = new ArrayList<>();
  private final Map<PatternMatches, Integer> found = new LinkedHashMap<>();
  private final Set<PatternMatches> announced = new HashSet<>();

  ClassPatterns(NamedMethods named, String className, List<String> interfaceNames) {
    this.named = named;
    this.className = className;
    for (PatternMatches matches : named.all()) {
      addCandidate(matches, interfaceNames);
    }
  }

  private void addCandidate(PatternMatches matches, List<String> interfaceNames) {
    MethodPattern pattern = matches.pattern();
    if (pattern.namesClass(className)) {
      candidates.add(new Candidate(matches, className));
    } else if (pattern.exactClassName() != null
        && interfaceNames.contains(pattern.exactClassName())) {
      candidates.add(new Candidate(matches, pattern.exactClassName()));
    }
  }

  /**
   * Tells of a method that could be woven, or of an abstract one, which implementations may have.
   *
   * @param isPublic whether it is public and no static one, so that it may implement an interface's
   */
  public void declares(String methodName, boolean isPublic, boolean isAbstract) {
    Candidate owner = owner(methodName, isPublic);
    if (owner == null) {
      return;
    }
    if (isAbstract) {
      announced.add(owner.matches);
    } else {
      Integer before = found.get(owner.matches);
      found.put(owner.matches, before == null ? 1 : before + 1);
    }
  }

  /**
   * All methods have been told.
   *
   * @return whether any is to be woven
   */
  public boolean settle() {
    boolean any = false;
    for (Candidate candidate : candidates) {
      PatternMatches matches = candidate.matches;
      Integer count = found.get(matches);
      if (count != null) {
        any |= matches.found(className, count);
      } else if (className.equals(matches.pattern().exactClassName())
          && !announced.contains(matches)) {
        matches.missed();
      }
    }
    return any;
  }

  /** Whether a method is to be woven. */
  public boolean measure(String methodName, boolean isPublic) {
    Candidate owner = owner(methodName, isPublic);
    return owner != null && !owner.matches.isRefused();
  }

  /** The number of a method that is woven. */
  public int number(String methodName, boolean isPublic) {
    Candidate owner = owner(methodName, isPublic);
    if (owner == null) {
      throw new IllegalArgumentException(className + ' ' + methodName);
    }
    String simpleName = owner.namedClass.substring(owner.namedClass.lastIndexOf('/') + 1);
    return named.number(owner.matches, simpleName.replace('$', '.') + '.' + methodName);
  }

  private Candidate owner(String methodName, boolean isPublic) {
    for (Candidate candidate : candidates) {
      MethodPattern pattern = candidate.matches.pattern();
      boolean inherited = !candidate.namedClass.equals(className);
      if (pattern.namesMethod(methodName)
          && (isPublic || !inherited)
          && !(pattern.namesManyMethods() && OF_EVERY_OBJECT.contains(methodName))) {
        return candidate;
      }
    }
    return null;
  }
}
