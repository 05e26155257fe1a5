package dev.tacho.premain;

import java.lang.instrument.Instrumentation;
import java.util.Map;

/** A way to define classes in package {@code java.lang} of the boot loader. */
interface JavaLang {
  /**
   * Defines the classes.
   *
   * @param classFiles by binary name, in this order: a superclass before its subclasses
   */
  void define(Instrumentation jvm, Map<String, byte[]> classFiles)
      throws ReflectiveOperationException;
}
