package dev.tacho.premain;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.Map;

/** On Java 8, by {@code sun.misc.Unsafe}, which later lost the method. */
final class Java8JavaLang implements JavaLang {
  @Override
  public void define(Instrumentation jvm, Map<String, byte[]> classFiles)
      throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field instance = type.getDeclaredField("theUnsafe");
    instance.setAccessible(true);
    Object unsafe = instance.get(null);
    Method defineClass =
        type.getMethod(
            "defineClass",
            String.class,
            byte[].class,
            int.class,
            int.class,
            ClassLoader.class,
            ProtectionDomain.class);
    for (Map.Entry<String, byte[]> entry : classFiles.entrySet()) {
      byte[] classFile = entry.getValue();
      defineClass.invoke(unsafe, entry.getKey(), classFile, 0, classFile.length, null, null);
    }
  }
}
