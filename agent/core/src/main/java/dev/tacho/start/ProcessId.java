package dev.tacho.start;

import java.io.File;
import java.io.IOException;

/** The id of this process, without the management beans, which take 30 ms and JMX to start. */
final class ProcessId {
  private ProcessId() {}

  /** Returns "unknown" where neither Java 9's API nor Linux's proc file system is there. */
  static String get() {
    try {
      Class<?> handle = Class.forName("java.lang.ProcessHandle");
      Object current = handle.getMethod("current").invoke(null);
      return handle.getMethod("pid").invoke(current).toString();
    } catch (ReflectiveOperationException java8) {
      return fromProcFileSystem();
    }
  }

  private static String fromProcFileSystem() {
    try {
      String name = new File("/proc/self").getCanonicalFile().getName();
      return name.equals("self") ? "unknown" : name;
    } catch (IOException notLinux) {
      return "unknown";
    }
  }
}
