package dev.tacho.weave;

/** Which advice goes into which methods of a class that a {@link TypeRule} matched. Immutable. */
public final class MethodRule {
  final String name;
  final String descriptorStart;
  final String advice;

  MethodRule(String name, String descriptorStart, String advice) {
    this.name = name;
    this.descriptorStart = descriptorStart;
    this.advice = advice;
  }

  /** The binary name of the advice class. */
  public String advice() {
    return advice;
  }

  @Override
  public String toString() {
    return name + descriptorStart;
  }
}
