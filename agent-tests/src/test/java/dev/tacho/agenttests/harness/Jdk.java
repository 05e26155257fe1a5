package dev.tacho.agenttests.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A JDK that child JVMs can run on: this one, those that stand beside it, and those in the folder
 * that {@code JDKS_HOME} names (default {@code ~/.cache/jdks}). One of each feature version.
 */
public record Jdk(int version, Path home) {
  private static final Map<Integer, Jdk> installed = find();

  public static Jdk current() {
    return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
  }

  /** All JDKs of {@code oldest} and newer; the current one is always among them. */
  public static List<Jdk> from(int oldest) {
    return installed.values().stream().filter(jdk -> jdk.version >= oldest).toList();
  }

  /**
   * The JDKs on which a row of a table of versions runs: all of {@code oldest} and newer with
   * {@code -Pmatrix}, else the current one, and where that is too old the oldest that is not.
   */
  public static List<Jdk> matrixFrom(int oldest) {
    if (isMatrix()) {
      return from(oldest);
    }
    return current().version >= oldest ? List.of(current()) : from(oldest).subList(0, 1);
  }

  /** Whether the tests run with {@code -Pmatrix}, that is with all libraries on all JDKs. */
  public static boolean isMatrix() {
    return Boolean.getBoolean("tacho.matrix");
  }

  public Path tool(String name) {
    return home.resolve("bin").resolve(name);
  }

  @Override
  public String toString() {
    return "JDK " + version;
  }

  private static Map<Integer, Jdk> find() {
    Map<Integer, Jdk> found = new TreeMap<>();
    found.put(current().version, current());
    List<Path> folders = new ArrayList<>();
    folders.add(current().home.getParent());
    String configured = System.getenv("JDKS_HOME");
    folders.add(
        configured != null
            ? Path.of(configured)
            : Path.of(System.getProperty("user.home"), ".cache", "jdks"));
    for (Path folder : folders) {
      for (Path home : children(folder)) {
        int version = version(home);
        if (version > 0) {
          found.putIfAbsent(version, new Jdk(version, home));
        }
      }
    }
    return found;
  }

  private static List<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted(Comparator.naturalOrder()).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The feature version of the JDK in this folder, 0 if there is no complete one. */
  private static int version(Path home) {
    if (!Files.isExecutable(home.resolve("bin/javac"))) {
      return 0;
    }
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release)) {
      // Some builds of Java 8 come without it; the folder is then called by the version.
      return leadingNumber(home.getFileName().toString());
    }
    Properties properties = new Properties();
    try (var in = Files.newBufferedReader(release)) {
      properties.load(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
    return leadingNumber(version.startsWith("1.") ? version.substring(2) : version);
  }

  private static int leadingNumber(String text) {
    int end = 0;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return end == 0 ? 0 : Integer.parseInt(text.substring(0, end));
  }
}
