package dev.tacho.cli.attach;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The JDK's attach API, {@code com.sun.tools.attach}, by reflection: since Java 9 it is in the
 * module {@code jdk.attach}, before in {@code tools.jar}, and where there is only a JRE it is not
 * there at all.
 */
final class AttachApi {
  private static final String VIRTUAL_MACHINE = "com.sun.tools.attach.VirtualMachine";

  private final Class<?> virtualMachine;

  private AttachApi(Class<?> virtualMachine) {
    this.virtualMachine = virtualMachine;
  }

  static AttachApi ofThisJava() throws AttachException {
    ClassLoader system = ClassLoader.getSystemClassLoader();
    try {
      return new AttachApi(Class.forName(VIRTUAL_MACHINE, true, system));
    } catch (ClassNotFoundException noModule) {
      return ofToolsJar(system);
    }
  }

  private static AttachApi ofToolsJar(ClassLoader system) throws AttachException {
    File home = new File(System.getProperty("java.home"));
    for (File lib : new File[] {new File(home.getParentFile(), "lib"), new File(home, "lib")}) {
      File tools = new File(lib, "tools.jar");
      if (tools.isFile()) {
        try {
          URL[] urls = {tools.toURI().toURL()};
          return new AttachApi(
              Class.forName(VIRTUAL_MACHINE, true, new URLClassLoader(urls, system)));
        } catch (ClassNotFoundException | MalformedURLException notTheOne) {
          // As if it were not there.
        }
      }
    }
    throw new AttachException(
        "the Java that runs this command ("
            + home
            + ") is no whole JDK: the module jdk.attach is missing. Run it with the java of a JDK,"
            + " or start the service with -javaagent.");
  }

  /** A JVM that this user may see. */
  static final class Descriptor {
    final String pid;

    /** Main class or jar, with the arguments; may be empty. */
    final String command;

    Descriptor(String pid, String command) {
      this.pid = pid;
      this.command = command;
    }
  }

  List<Descriptor> list() throws AttachException {
    List<Descriptor> found = new ArrayList<>();
    try {
      Class<?> type =
          Class.forName(VIRTUAL_MACHINE + "Descriptor", true, virtualMachine.getClassLoader());
      for (Object descriptor : (List<?>) call(null, "list")) {
        found.add(
            new Descriptor(
                (String) type.getMethod("id").invoke(descriptor),
                (String) type.getMethod("displayName").invoke(descriptor)));
      }
      return found;
    } catch (Exception failure) {
      throw new AttachException("the JDK cannot list the JVMs of this user: " + failure + ".");
    }
  }

  /** Connects; what the API throws comes as it is. */
  Jvm attach(String pid) throws Exception {
    return new Jvm(call(null, "attach", pid));
  }

  /** One that it is attached to. */
  final class Jvm {
    private final Object machine;

    private Jvm(Object machine) {
      this.machine = machine;
    }

    Properties systemProperties() throws Exception {
      return (Properties) call(machine, "getSystemProperties");
    }

    /** Returns when {@code agentmain} has. */
    void loadAgent(String jar, String arguments) throws Exception {
      call(machine, "loadAgent", jar, arguments);
    }

    void disconnect() throws Exception {
      call(machine, "detach");
    }
  }

  private Object call(Object target, String name, String... arguments) throws Exception {
    Class<?>[] types = new Class<?>[arguments.length];
    java.util.Arrays.fill(types, String.class);
    Method method = virtualMachine.getMethod(name, types);
    try {
      return method.invoke(target, (Object[]) arguments);
    } catch (InvocationTargetException failure) {
      if (failure.getCause() instanceof Exception) {
        throw (Exception) failure.getCause();
      }
      throw failure;
    }
  }
}
