package dev.tacho.push;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What this process is called among others. Asks no name server. */
final class Instance {
  private static final File KERNEL = new File("/proc/sys/kernel/hostname");

  private Instance() {}

  /** The pod in Kubernetes, elsewhere host and process. */
  static String name(String processId) {
    return name(System.getenv(), kernelName(), processId);
  }

  /**
   * @param kernelName null where there is none to be read
   */
  static String name(Map<String, String> environment, String kernelName, String processId) {
    String host = first(environment.get("HOSTNAME"), kernelName, environment.get("COMPUTERNAME"));
    return environment.containsKey("KUBERNETES_SERVICE_HOST") ? host : host + ':' + processId;
  }

  private static String first(String... names) {
    for (String name : names) {
      if (name != null && !name.isEmpty()) {
        return name;
      }
    }
    return "unknown";
  }

  private static String kernelName() {
    try (BufferedReader file =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(KERNEL), StandardCharsets.UTF_8))) {
      return file.readLine();
    } catch (IOException notLinux) {
      return null;
    }
  }
}
