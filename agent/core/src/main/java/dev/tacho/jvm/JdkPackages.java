package dev.tacho.jvm;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/** Opens packages of the JDK to the agent, and to nobody else. */
public final class JdkPackages {
  private JdkPackages() {}

  /**
   * Opens the package of {@code type} on Java 9 and newer, by {@code
   * Instrumentation.redefineModule}; reflective, because agent code is compiled for Java 8.
   */
  public static void open(Instrumentation jvm, Class<?> type) throws ReflectiveOperationException {
    Method getModule;
    try {
      getModule = Class.class.getMethod("getModule");
    } catch (NoSuchMethodException java8) {
      return;
    }
    Object theirs = getModule.invoke(type);
    Object ours = getModule.invoke(JdkPackages.class);
    String name = type.getName();
    Map<String, Set<?>> opens =
        Collections.<String, Set<?>>singletonMap(
            name.substring(0, name.lastIndexOf('.')), Collections.singleton(ours));
    Instrumentation.class
        .getMethod(
            "redefineModule",
            getModule.getReturnType(),
            Set.class,
            Map.class,
            Map.class,
            Set.class,
            Map.class)
        .invoke(
            jvm,
            theirs,
            Collections.emptySet(),
            Collections.emptyMap(),
            opens,
            Collections.emptySet(),
            Collections.emptyMap());
  }
}
