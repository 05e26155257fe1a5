package dev.tacho.weave;

/** Which advice goes into which methods of a class that a {@link TypeRule} matched. Immutable. */
public final class MethodRule {
  final String name;
  final String descriptorStart;
  final String enterAdvice;
  final String exitAdvice;

  MethodRule(String name, String descriptorStart, String enterAdvice, String exitAdvice) {
    this.name = name;
    this.descriptorStart = descriptorStart;
    this.enterAdvice = enterAdvice;
    this.exitAdvice = exitAdvice;
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
    return name + descriptorStart;
  }
}
