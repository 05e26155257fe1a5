package dev.tacho.weave;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the rules for a class, cheapest question first: exact name, ignored packages, supertypes in
 * the class file's header, and the whole hierarchy for a few suspicious names only. Immutable; any
 * thread may ask.
 */
final class RuleIndex {
  private static final int MAX_HIERARCHY_DEPTH = 8;

  /** A rule that holds for a class, and the index of its instrumentation. */
  static final class Match {
    final int instrumentation;
    final TypeRule rule;

    Match(int instrumentation, TypeRule rule) {
      this.instrumentation = instrumentation;
      this.rule = rule;
    }
  }

  private final Map<String, List<Match>> byName = new HashMap<>();
  private final Map<String, List<Match>> bySuperType = new HashMap<>();
  private final List<Match> hinting = new ArrayList<>();

  RuleIndex(List<LibraryInstrumentation> instrumentations) {
    for (int i = 0; i < instrumentations.size(); i++) {
      for (TypeRule rule : instrumentations.get(i).rules) {
        Match match = new Match(i, rule);
        addAll(byName, rule.names, match);
        addAll(bySuperType, rule.superTypes, match);
        if (!rule.isExact()) {
          hinting.add(match);
        }
      }
    }
  }

  private static void addAll(Map<String, List<Match>> index, List<String> names, Match match) {
    for (String name : names) {
      List<Match> matches = index.get(name);
      if (matches == null) {
        matches = new ArrayList<>(1);
        index.put(name, matches);
      }
      matches.add(match);
    }
  }

  /** The names of classes that rules ask for by name, in internal form. */
  Collection<String> exactNames() {
    return byName.keySet();
  }

  /**
   * The rules for a class, empty for nearly all.
   *
   * @param applicationClass whether the class may be more than an exact hit: false for the JDK's
   */
  List<Match> match(ClassLoader loader, String name, byte[] classFile, boolean applicationClass) {
    List<Match> exact = byName.get(name);
    if (exact != null) {
      return loader == null ? exact : holdingIn(loader, exact);
    }
    if (!applicationClass || IgnoredClasses.contains(name)) {
      return Collections.emptyList();
    }
    ClassHeader header = ClassHeader.read(classFile);
    if (header == null || header.isInterface) {
      return Collections.emptyList();
    }
    List<Match> matches = new ArrayList<>(0);
    addDirect(name, header, matches);
    Set<String> ancestors = null;
    for (Match candidate : hinting) {
      if (candidate.rule.hints(name)
          && !candidate.rule.excepts(name)
          && !matches.contains(candidate)) {
        if (ancestors == null) {
          ancestors = new HashSet<>();
          addAncestors(loader, header, ancestors, 0);
        }
        if (containsAny(ancestors, candidate.rule.superTypes)) {
          matches.add(candidate);
        }
      }
    }
    return matches.isEmpty() ? matches : holdingIn(loader, matches);
  }

  private static List<Match> holdingIn(ClassLoader loader, List<Match> matches) {
    List<Match> holding = new ArrayList<>(matches.size());
    for (Match match : matches) {
      if (match.rule.holdsIn(loader)) {
        holding.add(match);
      }
    }
    return holding;
  }

  private void addDirect(String name, ClassHeader header, List<Match> matches) {
    addDirect(name, bySuperType.get(header.superName), matches);
    for (String interfaceName : header.interfaceNames) {
      addDirect(name, bySuperType.get(interfaceName), matches);
    }
  }

  private static void addDirect(String name, List<Match> candidates, List<Match> matches) {
    if (candidates == null) {
      return;
    }
    for (Match candidate : candidates) {
      if (!candidate.rule.excepts(name) && !matches.contains(candidate)) {
        matches.add(candidate);
      }
    }
  }

  /** All that can be read of the supertypes, once for all rules; those of the JDK end a branch. */
  private static void addAncestors(
      ClassLoader loader, ClassHeader header, Set<String> ancestors, int depth) {
    addAncestors(loader, header.superName, ancestors, depth);
    for (String interfaceName : header.interfaceNames) {
      addAncestors(loader, interfaceName, ancestors, depth);
    }
  }

  private static void addAncestors(
      ClassLoader loader, String name, Set<String> ancestors, int depth) {
    if (name == null
        || !ancestors.add(name)
        || name.startsWith("java/")
        || depth == MAX_HIERARCHY_DEPTH) {
      return;
    }
    ClassHeader header = header(loader, name);
    if (header != null) {
      addAncestors(loader, header, ancestors, depth + 1);
    }
  }

  private static boolean containsAny(Set<String> names, List<String> wanted) {
    for (String name : wanted) {
      if (names.contains(name)) {
        return true;
      }
    }
    return false;
  }

  /** Reads a supertype as a resource: loading it from here could dead-lock the application. */
  private static ClassHeader header(ClassLoader loader, String name) {
    try (InputStream in = loader.getResourceAsStream(name + ".class")) {
      return in == null ? null : ClassHeader.read(readAll(in));
    } catch (IOException unreadable) {
      // The loader will find that out for itself when it loads the class; no rule, then.
      return null;
    }
  }

  private static byte[] readAll(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
    byte[] buffer = new byte[8192];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      out.write(buffer, 0, read);
    }
    return out.toByteArray();
  }
}
