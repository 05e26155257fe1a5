package dev.tacho.premain;

/**
 * Recognises the tools of the JDK. Where the agent is given in JAVA_TOOL_OPTIONS they carry it too,
 * and nobody wants keytool or jps to open a port or to print a line.
 */
final class JdkTools {
  /** Main classes on Java 8, where tools are classes of tools.jar. */
  private static final String[] PACKAGES = {
    "com.sun.tools.",
    "sun.tools.",
    "sun.security.tools.",
    "sun.jvmstat.",
    "sun.rmi.",
    "sun.applet.",
    "com.sun.corba.",
    "com.sun.javafx.tools.",
    "jdk.",
  };

  private JdkTools() {}

  static boolean isOne() {
    // Since Java 9 tools are started as MODULE/MAIN-CLASS.
    String module = System.getProperty("jdk.module.main");
    if (module != null) {
      return module.startsWith("jdk.") || module.startsWith("java.");
    }
    String command = System.getProperty("sun.java.command");
    if (command == null) {
      return false;
    }
    for (String prefix : PACKAGES) {
      if (command.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
