package dev.tacho.agenttests.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the build made before these tests: they drive the real jars. */
public final class Artifacts {
  private Artifacts() {}

  public static Path agentJar() {
    return built("agent/dist/target/tacho-agent.jar");
  }

  public static Path sampleApp() {
    return built("sample-app/target/sample-app.jar");
  }

  /** The jar with all in it of a module in {@code agent-tests/containers}. */
  public static Path service(String module) {
    return built("agent-tests/containers/" + module + "/target/agent-test-" + module + ".jar");
  }

  /**
   * The classes of a module and the libraries they need.
   *
   * @param module as {@code agent-tests/apps}
   */
  public static String classPath(String module) {
    try {
      String libraries = Files.readString(built(module + "/target/class-path"));
      return repository().resolve(module + "/target/classes") + File.pathSeparator + libraries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A class path entry for all jars of a set in {@code agent-tests/apps/target/libraries}. */
  static String appLibraries(String set) {
    Path folder = repository().resolve("agent-tests/apps/target/libraries").resolve(set);
    if (!Files.isDirectory(folder)) {
      throw new IllegalStateException(folder + " is not there: run mvn verify at the top.");
    }
    return folder.resolve("*").toString();
  }

  private static Path built(String path) {
    Path file = repository().resolve(path);
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException(
          path + " is not there: these tests need the whole build, run mvn verify at the top.");
    }
    return file;
  }

  /** Tests run with the module as their working directory. */
  public static Path repository() {
    return Path.of("").toAbsolutePath().getParent();
  }
}
