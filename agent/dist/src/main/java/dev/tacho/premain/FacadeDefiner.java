package dev.tacho.premain;

import java.lang.instrument.Instrumentation;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Defines the facade, the classes that woven code calls, in package {@code java.lang} of the boot
 * loader. There every class loader finds them, OSGi's and JBoss Modules' included, and the boot
 * class path stays as it was, so that class data sharing does too.
 */
final class FacadeDefiner {
  /** A superclass before its subclasses. */
  private static final String[] CLASSES = {
    "java.lang.TachoSink", "java.lang.TachoProbe", "java.lang.TachoSlot"
  };

  private FacadeDefiner() {}

  static void define(Instrumentation jvm, AgentClassLoader loader)
      throws ReflectiveOperationException {
    Map<String, byte[]> classFiles = new LinkedHashMap<>();
    for (String name : CLASSES) {
      classFiles.put(name, bytes(loader, name));
    }
    javaLang().define(jvm, classFiles);
  }

  private static JavaLang javaLang() throws ReflectiveOperationException {
    try {
      Class.forName("java.lang.Module");
    } catch (ClassNotFoundException java8) {
      return new Java8JavaLang();
    }
    return Class.forName("dev.tacho.premain.ModularJavaLang")
        .asSubclass(JavaLang.class)
        .getDeclaredConstructor()
        .newInstance();
  }

  private static byte[] bytes(AgentClassLoader loader, String name) throws ClassNotFoundException {
    byte[] classFile = loader.readFacade(name.substring(name.lastIndexOf('.') + 1));
    if (classFile == null) {
      throw new ClassNotFoundException(name + " is not in the agent's jar");
    }
    return classFile;
  }
}
