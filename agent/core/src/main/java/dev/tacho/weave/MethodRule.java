package dev.tacho.weave;

/** Which advice goes into which methods of a class that a {@link TypeRule} matched. Immutable. */
public final class MethodRule {
  /** Null for public methods of any name. */
  private final String name;

  private final String descriptorStart;
  private final String descriptorEnd;
  final String enterAdvice;
  final String exitAdvice;

  MethodRule(String name, String descriptorStart, String enterAdvice, String exitAdvice) {
    this(name, descriptorStart, "", enterAdvice, exitAdvice);
  }

  private MethodRule(
      String name,
      String descriptorStart,
      String descriptorEnd,
      String enterAdvice,
      String exitAdvice) {
    this.name = name;
    this.descriptorStart = descriptorStart;
    this.descriptorEnd = descriptorEnd;
    this.enterAdvice = enterAdvice;
    this.exitAdvice = exitAdvice;
  }

  /** All public methods that return a {@code type}, which is named with dots. */
  static MethodRule returning(String type, String advice) {
    return new MethodRule(null, "(", ")L" + type.replace('.', '/') + ";", advice, advice);
  }

  /** Of methods that the configuration names, not the rule. */
  static MethodRule forNamedMethods(String advice) {
    return new MethodRule("", "", advice, advice);
  }

  boolean isForNamedMethods() {
    return "".equals(name);
  }

  /** The name first: to put together a descriptor is dear. */
  boolean mayMean(String methodName, boolean isPublic) {
    return name == null ? isPublic : name.equals(methodName);
  }

  boolean meansDescriptor(String descriptor) {
    return descriptor.startsWith(descriptorStart) && descriptor.endsWith(descriptorEnd);
  }

  /** The binary name of the class with the advice for the method's start. */
  public String enterAdvice() {
    return enterAdvice;
  }

  /** The binary name of the class with the advice for its end; mostly the same one. */
  public String exitAdvice() {
    return exitAdvice;
  }

  @Override
  public String toString() {
    return (name == null ? "*" : name) + descriptorStart + descriptorEnd;
  }
}
