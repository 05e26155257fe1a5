package dev.tacho.weave;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Which classes are woven, and what goes into which of their methods. Built by chained calls in the
 * table of an instrumentation and not changed afterwards.
 *
 * <p>Names are given as Java writes them, with dots; advice classes by name too, so that they are
 * never loaded.
 */
public final class TypeRule {
  /** The type rule holds for classes of these names, internal form; else empty. */
  final List<String> names;

  /** The type rule holds for subtypes of these, internal form; else empty. */
  final List<String> superTypes;

  final List<MethodRule> methods = new ArrayList<>();

  /** Objects of these types, internal form, get a slot; mostly empty. */
  List<String> slotTypes = Collections.emptyList();

  private List<String> nameHints = Collections.emptyList();
  private List<String> hintingPrefixes = Collections.emptyList();
  private final List<String> neededTypes = new ArrayList<>();
  private String unwantedType;
  private boolean oneMethodIsEnough;
  private boolean allMethodsOrNone;
  private boolean forNamedMethods;
  private List<String> exceptedPrefixes = Collections.emptyList();
  private List<String> onlyPrefixes = Collections.emptyList();

  private TypeRule(List<String> names, List<String> superTypes) {
    this.names = names;
    this.superTypes = superTypes;
  }

  /** The classes with these names. Every method rule is expected to find a method in them. */
  public static TypeRule exactly(String... names) {
    return new TypeRule(internal(names), Collections.<String>emptyList());
  }

  /** Classes that name one of these types as their superclass or as an interface. */
  public static TypeRule directSubtypesOf(String... superTypes) {
    return new TypeRule(Collections.<String>emptyList(), internal(superTypes));
  }

  /**
   * The classes and methods that the configuration names ({@link dev.tacho.methods.NamedMethods}).
   *
   * @param advice for methods that return nothing, a primitive or an array
   * @param objectAdvice for those that return another object
   */
  public static TypeRule forNamedMethods(String advice, String objectAdvice) {
    TypeRule rule = new TypeRule(Collections.<String>emptyList(), Collections.<String>emptyList());
    rule.forNamedMethods = true;
    rule.methods.add(MethodRule.forNamedMethods(advice));
    rule.methods.add(MethodRule.forNamedMethods(objectAdvice));
    return rule;
  }

  /**
   * Extends the rule to indirect subtypes whose simple name contains one of {@code hints}: only for
   * those the superclasses are read, which is dear.
   */
  public TypeRule andIndirectOnesNamed(String... hints) {
    this.nameHints = Arrays.asList(hints.clone());
    return this;
  }

  /**
   * Extends the rule to indirect subtypes whose name starts with one of {@code prefixes}: for small
   * packages the class names of which tell nothing, because they were obfuscated.
   */
  public TypeRule andIndirectOnesIn(String... prefixes) {
    this.hintingPrefixes = internal(prefixes);
    return this;
  }

  /** Leaves out the classes whose name starts with one of {@code prefixes}. */
  public TypeRule except(String... prefixes) {
    this.exceptedPrefixes = internal(prefixes);
    return this;
  }

  /** Leaves out all classes but those whose name starts with one of {@code prefixes}. */
  public TypeRule only(String... prefixes) {
    this.onlyPrefixes = internal(prefixes);
    return this;
  }

  /**
   * Holds only where the class's loader finds {@code type}, say a later version of an API. Called
   * more than once, it has to find all of them.
   */
  public TypeRule whereThereIs(String type) {
    neededTypes.add(type.replace('.', '/') + ".class");
    return this;
  }

  /** Holds only where the class's loader does not find {@code type}. */
  public TypeRule whereThereIsNo(String type) {
    this.unwantedType = type.replace('.', '/') + ".class";
    return this;
  }

  /**
   * Weaves {@code advice} into the methods {@code name}.
   *
   * @param descriptorStart what the method's descriptor starts with: {@code (} for all, {@code ()}
   *     for those without parameters
   */
  public TypeRule advise(String name, String descriptorStart, String advice) {
    return advise(name, descriptorStart, advice, advice);
  }

  /** As above, with the advice for start and end in two classes, so that either can be shared. */
  public TypeRule advise(
      String name, String descriptorStart, String enterAdvice, String exitAdvice) {
    methods.add(new MethodRule(name, descriptorStart, enterAdvice, exitAdvice));
    return this;
  }

  /**
   * Weaves {@code advice} into all public methods, whatever their names, that return a {@code
   * type}.
   */
  public TypeRule adviseReturning(String type, String advice) {
    methods.add(MethodRule.returning(type, advice));
    return this;
  }

  /**
   * Expects only one of the method rules to find a method in an exact class: they are the same
   * method of versions that differ, say in javax and jakarta types.
   */
  public TypeRule whereOneIsEnough() {
    this.oneMethodIsEnough = true;
    return this;
  }

  /**
   * Weaves nothing at all into a class in which one of the method rules finds no method: they only
   * make sense together.
   */
  public TypeRule whereThereAreAllMethods() {
    this.allMethodsOrNone = true;
    return this;
  }

  /**
   * Gives objects of {@code types} a slot ({@link dev.tacho.facade.TachoSlot}), if their class is
   * among those that the rule holds for, and loaded while the engine is at work. Not all can have
   * one, so the slot is a shortcut and never the only way.
   */
  public TypeRule withSlotFor(String... types) {
    this.slotTypes = internal(types);
    return this;
  }

  public List<MethodRule> methods() {
    return Collections.unmodifiableList(methods);
  }

  boolean isForNamedMethods() {
    return forNamedMethods;
  }

  boolean isExact() {
    return superTypes.isEmpty();
  }

  /** Whether a class that lacks {@code missing} of the methods is of a version we do not know. */
  boolean isBrokenBy(int missing) {
    return isExact() && missing > 0 && !(oneMethodIsEnough && missing < methods.size());
  }

  /**
   * Whether a class is woven although some methods are not there.
   *
   * @param missing how many of the method rules found no method
   */
  boolean isWovenWithout(int missing) {
    return missing == 0 || !allMethodsOrNone;
  }

  /** Asks the loader for resources, so it comes last, and only where the rest has matched. */
  boolean holdsIn(ClassLoader loader) {
    for (String type : neededTypes) {
      if (loader.getResource(type) == null) {
        return false;
      }
    }
    return unwantedType == null || loader.getResource(unwantedType) == null;
  }

  boolean excepts(String internalName) {
    return startsWithAny(internalName, exceptedPrefixes)
        || (!onlyPrefixes.isEmpty() && !startsWithAny(internalName, onlyPrefixes));
  }

  private static boolean startsWithAny(String internalName, List<String> prefixes) {
    for (String prefix : prefixes) {
      if (internalName.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  boolean hints(String internalName) {
    for (String hint : nameHints) {
      if (internalName.indexOf(hint, internalName.lastIndexOf('/') + 1) >= 0) {
        return true;
      }
    }
    return startsWithAny(internalName, hintingPrefixes);
  }

  private static List<String> internal(String... names) {
    List<String> internal = new ArrayList<>(names.length);
    for (String name : names) {
      internal.add(name.replace('.', '/'));
    }
    return Collections.unmodifiableList(internal);
  }
}
