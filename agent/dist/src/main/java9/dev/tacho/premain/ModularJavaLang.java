package dev.tacho.premain;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;

/** Since Java 9, and compiled for it; {@link Premain} says what reflection would cost. */
final class ModularJavaLang implements JavaLang {
  @Override
  public void define(Instrumentation jvm, Map<String, byte[]> classFiles)
      throws IllegalAccessException {
    Module javaBase = Object.class.getModule();
    Module ours = ModularJavaLang.class.getModule();
    // Opens java.lang to this class's module alone, as Instrumentation may.
    jvm.redefineModule(
        javaBase, Set.of(), Map.of(), Map.of("java.lang", Set.of(ours)), Set.of(), Map.of());
    MethodHandles.Lookup lookup =
        MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup());
    for (byte[] classFile : classFiles.values()) {
      lookup.defineClass(classFile);
    }
  }
}
