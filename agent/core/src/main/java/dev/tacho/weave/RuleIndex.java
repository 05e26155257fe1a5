package dev.tacho.weave;

import dev.tacho.methods.NamedMethods;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the rules for a class, cheapest question first: exact name, ignored packages, supertypes in
 * the class file's header, and the whole hierarchy for a few suspicious names only. Immutable; any
 * thread may ask.
 */
final class RuleIndex {
  private static final List<String> SERIALIZABLE =
      Arrays.asList("java/io/Serializable", "java/io/Externalizable");

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
  private final NamedMethods named;

  /** Null if the configuration names no methods, or there is no rule for them. */
  private Match forNamedMethods;

  RuleIndex(List<LibraryInstrumentation> instrumentations, NamedMethods named) {
    this.named = named;
    for (int i = 0; i < instrumentations.size(); i++) {
      for (TypeRule rule : instrumentations.get(i).rules) {
        Match match = new Match(i, rule);
        if (rule.isForNamedMethods()) {
          forNamedMethods = named.isEmpty() ? null : match;
          continue;
        }
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
    List<String> names = new ArrayList<>(byName.keySet());
    names.addAll(named.exactClassNames());
    return names;
  }

  /**
   * The rules for a class, empty for nearly all.
   *
   * @param applicationClass whether the class may be more than an exact hit: false for the JDK's
   */
  List<Match> match(ClassLoader loader, String name, byte[] classFile, boolean applicationClass) {
    List<Match> matches = matchLibraries(loader, name, classFile, applicationClass);
    if (forNamedMethods == null || !applicationClass || !hasNamedMethods(name, classFile)) {
      return matches;
    }
    List<Match> all = new ArrayList<>(matches);
    all.add(forNamedMethods);
    return all;
  }

  /** Whether the class is named, in whatever package, or an interface that it implements. */
  private boolean hasNamedMethods(String name, byte[] classFile) {
    if (named.nameClass(name)) {
      return true;
    }
    ClassHeader header = IgnoredClasses.contains(name) ? null : ClassHeader.read(classFile);
    return header != null && !header.isInterface && named.nameAnyInterface(header.interfaceNames);
  }

  /**
   * Whether there may be rules for a class that is loaded, as far as its name and its supertypes
   * tell. Those are loaded too, so that nothing is read.
   */
  boolean mayMatch(Class<?> loaded, boolean applicationClass) {
    String name = internalName(loaded);
    if (byName.containsKey(name)) {
      return true;
    }
    if (!applicationClass) {
      return false;
    }
    if (forNamedMethods != null && named.nameClass(name)) {
      return true;
    }
    return !loaded.isInterface()
        && !IgnoredClasses.contains(name)
        && (mayMatchBySupertypes(loaded, name) || mayMatchByHint(loaded, name));
  }

  private boolean mayMatchBySupertypes(Class<?> loaded, String name) {
    String[] interfaceNames = internalNames(loaded.getInterfaces());
    if (forNamedMethods != null && named.nameAnyInterface(interfaceNames)) {
      return true;
    }
    List<Match> matches = new ArrayList<>(0);
    Class<?> superclass = loaded.getSuperclass();
    addDirect(name, bySuperType.get(superclass == null ? "" : internalName(superclass)), matches);
    for (String interfaceName : interfaceNames) {
      addDirect(name, bySuperType.get(interfaceName), matches);
    }
    return !matches.isEmpty();
  }

  private boolean mayMatchByHint(Class<?> loaded, String name) {
    for (Match candidate : hinting) {
      if (candidate.rule.hints(name)
          && !candidate.rule.excepts(name)
          && hasSupertype(loaded, candidate.rule.superTypes)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasSupertype(Class<?> type, List<String> wanted) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      if (wanted.contains(internalName(c))) {
        return true;
      }
      for (Class<?> implemented : c.getInterfaces()) {
        if (hasSupertype(implemented, wanted)) {
          return true;
        }
      }
    }
    return false;
  }

  private static String[] internalNames(Class<?>[] types) {
    String[] names = new String[types.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = internalName(types[i]);
    }
    return names;
  }

  private static String internalName(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  private List<Match> matchLibraries(
      ClassLoader loader, String name, byte[] classFile, boolean applicationClass) {
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
    Ancestors ancestors = null;
    for (Match candidate : hinting) {
      if (candidate.rule.hints(name)
          && !candidate.rule.excepts(name)
          && !matches.contains(candidate)) {
        if (ancestors == null) {
          ancestors = new Ancestors(loader);
          ancestors.addAll(header);
        }
        if (ancestors.containAny(candidate.rule.superTypes)) {
          matches.add(candidate);
        }
      }
    }
    return matches.isEmpty() ? matches : holdingIn(loader, matches);
  }

  /**
   * Whether the objects of a class that is being loaded get a {@link SlotField}, and not from a
   * superclass already. Serializable ones do not: a new interface changes their version.
   *
   * @param matches the rules for the class
   */
  static boolean givesSlot(ClassLoader loader, byte[] classFile, List<Match> matches) {
    for (Match match : matches) {
      if (!match.rule.slotTypes.isEmpty()
          && isTopmost(loader, ClassHeader.read(classFile), match.rule.slotTypes)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTopmost(ClassLoader loader, ClassHeader header, List<String> types) {
    Ancestors ancestors = new Ancestors(loader);
    ancestors.addSuperclass(header);
    if (ancestors.containAny(types)) {
      return false;
    }
    ancestors.addInterfaces(header);
    return ancestors.containAny(types)
        && ancestors.areKnown()
        && !ancestors.containAny(SERIALIZABLE);
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
}
