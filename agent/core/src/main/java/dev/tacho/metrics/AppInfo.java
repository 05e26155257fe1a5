package dev.tacho.metrics;

import dev.tacho.config.Config;
import java.io.File;
import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Which application this is: from the configuration, else from its main jar. Immutable. */
public final class AppInfo {
  final String name;
  private final String version;
  private final String environment;

  private AppInfo(String name, String version, String environment) {
    this.name = name;
    this.version = version;
    this.environment = environment;
  }

  /**
   * Reads the main jar's manifest if there is one.
   *
   * @param command the system property {@code sun.java.command}: main class or jar, then arguments;
   *     null where the JVM does not tell
   */
  public static AppInfo of(Config config, String command) {
    String main = command == null ? "" : command.split(" ", 2)[0];
    Attributes manifest = manifest(main);
    String title = first(manifest.getValue("Implementation-Title"), simpleName(main));
    return new AppInfo(
        first(config.app(), title),
        first(config.appVersion(), first(manifest.getValue("Implementation-Version"), "")),
        first(config.environment(), ""));
  }

  /** The name as labels and the start line have it. */
  public String name() {
    return name;
  }

  /** Empty if unknown. */
  public String version() {
    return version;
  }

  /** Empty if not configured. */
  public String environment() {
    return environment;
  }

  private static Attributes manifest(String main) {
    if (!main.endsWith(".jar")) {
      return new Attributes();
    }
    try (JarFile jar = new JarFile(new File(main), false)) {
      Manifest manifest = jar.getManifest();
      return manifest == null ? new Attributes() : manifest.getMainAttributes();
    } catch (IOException unreadable) {
      // The JVM has just started from it, under a name relative to somewhere else: do without.
      return new Attributes();
    }
  }

  /** {@code orders} for {@code /opt/orders.jar}, {@code Main} for {@code com.acme.Main}. */
  private static String simpleName(String main) {
    if (main.endsWith(".jar")) {
      String file = new File(main).getName();
      return file.substring(0, file.length() - ".jar".length());
    }
    return main.substring(main.lastIndexOf('.') + 1);
  }

  private static String first(String preferred, String otherwise) {
    return preferred == null || preferred.isEmpty() ? otherwise : Text.label(preferred, 120);
  }
}
