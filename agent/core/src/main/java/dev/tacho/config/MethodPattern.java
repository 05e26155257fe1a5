package dev.tacho.config;

import java.util.Locale;

/**
 * Methods that the configuration names, and what they are to be measured as: {@code
 * com.acme.Billing.charge=external:stripe}. Immutable; any thread may match.
 */
public final class MethodPattern {
  /** The family whose metrics the methods count in. */
  public enum Kind {
    EXTERNAL(1, 2),
    JOB(0, 0),
    DB(2, 2),
    CACHE(1, 1),
    METHOD(0, 0);

    private final int minArguments;
    private final int maxArguments;

    Kind(int minArguments, int maxArguments) {
      this.minArguments = minArguments;
      this.maxArguments = maxArguments;
    }

    private static Kind of(String name) {
      for (Kind kind : values()) {
        if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
          return kind;
        }
      }
      return null;
    }
  }

  /** What the argument of a kind becomes is the value of a label. */
  private static final int MAX_ARGUMENT = 120;

  private static final int MAX_NAME = 300;

  /** As it was configured, without what it is measured as. */
  private final String methods;

  /** As it was configured: {@code external:stripe}. */
  private final String target;

  /** In internal form; without its star if it ends with one. */
  private final String className;

  private final boolean namesManyClasses;
  private final String methodName;
  private final Kind kind;
  private final String[] arguments;

  private MethodPattern(String methods, String target, Kind kind, String[] arguments) {
    int dot = methods.lastIndexOf('.');
    this.methods = methods;
    this.target = target;
    this.namesManyClasses = methods.charAt(dot - 1) == '*';
    this.className = methods.substring(0, namesManyClasses ? dot - 1 : dot).replace('.', '/');
    this.methodName = methods.substring(dot + 1);
    this.kind = kind;
    this.arguments = arguments;
  }

  /** Returns null if {@code text} is no pattern. */
  static MethodPattern parse(String text) {
    int equals = text.indexOf('=');
    String methods = equals < 0 ? "" : text.substring(0, equals).trim();
    String target = text.substring(equals + 1).trim();
    String[] parts = target.split(":", -1);
    Kind kind = Kind.of(parts[0]);
    if (!areMethods(methods) || kind == null) {
      return null;
    }
    String[] arguments = new String[parts.length - 1];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = parts[i + 1].trim();
      if (!isArgument(arguments[i])) {
        return null;
      }
    }
    return arguments.length < kind.minArguments || arguments.length > kind.maxArguments
        ? null
        : new MethodPattern(methods, target, kind, arguments);
  }

  private static boolean areMethods(String text) {
    int dot = text.lastIndexOf('.');
    return text.length() <= MAX_NAME
        && dot > 0
        && areClasses(text.substring(0, dot))
        && isName(text.substring(dot + 1), true);
  }

  /** Names with dots between them; the last one may end with a star. */
  private static boolean areClasses(String text) {
    String[] names = text.split("\\.", -1);
    for (int i = 0; i < names.length; i++) {
      String name = names[i];
      if (i == names.length - 1 && name.endsWith("*")) {
        return name.length() == 1 || isName(name.substring(0, name.length() - 1), false);
      }
      if (!isName(name, false)) {
        return false;
      }
    }
    return true;
  }

  /** Other languages than Java have names with a minus. */
  private static boolean isName(String text, boolean mayHaveStars) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean fits =
          (Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c))
              || c == '-'
              || (c == '*' && mayHaveStars);
      if (!fits) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isArgument(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MAX_ARGUMENT;
  }

  /** Whether all classes that are meant have names that begin with {@code prefix}, dots in it. */
  boolean isWithin(String prefix) {
    return methods.startsWith(prefix);
  }

  /** The class, in internal form; null if the pattern names classes by a star. */
  public String exactClassName() {
    return namesManyClasses ? null : className;
  }

  /**
   * Whether this names the class. A star stands for any characters but those between packages.
   *
   * @param internalName with slashes
   */
  public boolean namesClass(String internalName) {
    return namesManyClasses
        ? internalName.startsWith(className) && internalName.indexOf('/', className.length()) < 0
        : internalName.equals(className);
  }

  /** Whether this names methods called {@code name}, in the classes that it names. */
  public boolean namesMethod(String name) {
    return matches(methodName, name);
  }

  /** Whether methods are named by a star. */
  public boolean namesManyMethods() {
    return methodName.indexOf('*') >= 0;
  }

  /**
   * Walks along both. Where they differ, the last star takes one character more: stars before it
   * need no second thought.
   */
  private static boolean matches(String pattern, String name) {
    int at = 0;
    int star = -1;
    int starTakesTo = -1;
    for (int i = 0; i < name.length(); ) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        starTakesTo = i;
      } else if (at < pattern.length() && pattern.charAt(at) == name.charAt(i)) {
        at++;
        i++;
      } else if (star >= 0) {
        i = ++starTakesTo;
        at = star + 1;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }

  public Kind kind() {
    return kind;
  }

  /** What follows the kind: peer and operation, operation and collection, or operation. */
  public String argument(int index) {
    return arguments[index];
  }

  public int arguments() {
    return arguments.length;
  }

  /** The methods as they were configured. */
  public String methods() {
    return methods;
  }

  /** What they are measured as, as it was configured. */
  public String target() {
    return target;
  }

  @Override
  public String toString() {
    return methods + '=' + target;
  }
}
