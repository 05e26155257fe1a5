package dev.tacho.premain;

import java.lang.instrument.Instrumentation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

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

  /** Of what is defined; 0 if nothing is. */
  private static long definedChecksum;

  private FacadeDefiner() {}

  /** The facade of another version is there: classes of the boot loader stay for good. */
  static final class OtherVersionException extends ReflectiveOperationException {
    private static final long serialVersionUID = 1L;

    OtherVersionException() {
      super("another version of Tacho has been in this JVM, which has to be restarted first");
    }
  }

  /** Does nothing if it has been done: the agent was here before, and was stopped. */
  static void define(Instrumentation jvm, AgentClassLoader loader)
      throws ReflectiveOperationException {
    Map<String, byte[]> classFiles = new LinkedHashMap<>();
    CRC32 checksum = new CRC32();
    for (String name : CLASSES) {
      byte[] classFile = bytes(loader, name);
      classFiles.put(name, classFile);
      checksum.update(classFile, 0, classFile.length);
    }
    if (definedChecksum == 0) {
      javaLang().define(jvm, classFiles);
      definedChecksum = checksum.getValue();
    } else if (definedChecksum != checksum.getValue()) {
      throw new OtherVersionException();
    }
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
