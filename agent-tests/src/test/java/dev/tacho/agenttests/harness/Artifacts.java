package dev.tacho.agenttests.harness;

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
