package dev.tacho.monitoring;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** A program that tests run and that a machine may lack. */
public enum Program {
  PROMTOOL("promtool", "prometheus"),
  PROMETHEUS("prometheus", "prometheus"),
  AMTOOL("amtool", "prometheus-alertmanager"),
  ALERTMANAGER("alertmanager", "prometheus-alertmanager"),
  NPM("npm", "npm");

  private static final long LIMIT_SECONDS = 120;

  private final String command;
  private final String debianPackage;

  Program(String command, String debianPackage) {
    this.command = command;
    this.debianPackage = debianPackage;
  }

  /** How it ended, and what it wrote to both of its streams. */
  public record Run(int exitCode, String output) {}

  /**
   * Where it is. A test is skipped if it is nowhere; with CI=true in the environment, where nobody
   * would see that, it fails.
   */
  public Path path() {
    Optional<Path> found = find();
    if (found.isPresent()) {
      return found.get();
    }
    String message =
        command
            + " is not in the PATH, and this test needs it: apt-get install --no-install-recommends "
            + debianPackage;
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(message);
    }
    throw new TestAbortedException(message);
  }

  /** Runs it in a folder until it ends. */
  public Run run(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(path().toString()));
    words.addAll(List.of(arguments));
    Path output = Files.createTempFile(command, ".txt");
    Process process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            words + " has not ended in " + LIMIT_SECONDS + " s: " + Files.readString(output));
      }
      return new Run(process.exitValue(), Files.readString(output));
    } finally {
      process.destroyForcibly();
      Files.delete(output);
    }
  }

  private Optional<Path> find() {
    List<String> folders =
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
            .splitAsStream(System.getenv().getOrDefault("PATH", ""))
            .toList();
    // Debian calls alertmanager prometheus-alertmanager.
    return Stream.of(command, "prometheus-" + command)
        .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
