package dev.tacho.premain;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/**
 * Defines the facade, the classes that woven code calls, in package {@code java.lang} of the boot
 * loader. There every class loader finds them, OSGi's and JBoss Modules' included, and the boot
 * class path stays as it was, so that class data sharing does too.
 */
final class FacadeDefiner {
  /** A superclass before its subclasses. */
  private static final String[] CLASSES = {"java.lang.TachoSink", "java.lang.TachoProbe"};

  private FacadeDefiner() {}

  static void define(Instrumentation jvm, AgentClassLoader loader)
      throws ReflectiveOperationException {
    Method getModule;
    try {
      getModule = Class.class.getMethod("getModule");
    } catch (NoSuchMethodException java8) {
      defineOnJava8(loader);
      return;
    }
    openJavaLang(jvm, getModule);
    Object lookup = privateLookupInJavaLang();
    Method defineClass = lookup.getClass().getMethod("defineClass", byte[].class);
    for (String name : CLASSES) {
      defineClass.invoke(lookup, (Object) bytes(loader, name));
    }
  }

  /** Opens java.lang to this class's module alone, as Instrumentation may. */
  private static void openJavaLang(Instrumentation jvm, Method getModule)
      throws ReflectiveOperationException {
    Object javaBase = getModule.invoke(Object.class);
    Object ours = getModule.invoke(FacadeDefiner.class);
    Map<String, Set<?>> opens =
        Collections.<String, Set<?>>singletonMap("java.lang", Collections.singleton(ours));
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
            javaBase,
            Collections.emptySet(),
            Collections.emptyMap(),
            opens,
            Collections.emptySet(),
            Collections.emptyMap());
  }

  /** {@code MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())}, since Java 9. */
  private static Object privateLookupInJavaLang() throws ReflectiveOperationException {
    Class<?> handles = Class.forName("java.lang.invoke.MethodHandles");
    Class<?> lookupType = Class.forName("java.lang.invoke.MethodHandles$Lookup");
    Object own = java.lang.invoke.MethodHandles.lookup();
    return handles
        .getMethod("privateLookupIn", Class.class, lookupType)
        .invoke(null, Object.class, own);
  }

  private static void defineOnJava8(AgentClassLoader loader) throws ReflectiveOperationException {
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
            java.security.ProtectionDomain.class);
    for (String name : CLASSES) {
      byte[] classFile = bytes(loader, name);
      defineClass.invoke(unsafe, name, classFile, 0, classFile.length, null, null);
    }
  }

  private static byte[] bytes(AgentClassLoader loader, String name) throws ClassNotFoundException {
    byte[] classFile = loader.readFacade(name.substring(name.lastIndexOf('.') + 1));
    if (classFile == null) {
      throw new ClassNotFoundException(name + " is not in the agent's jar");
    }
    return classFile;
  }
}
