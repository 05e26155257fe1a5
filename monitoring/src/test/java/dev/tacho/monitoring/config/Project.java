package dev.tacho.monitoring.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.monitoring.Program;
import java.io.IOException;
import java.nio.file.Path;

final class Project {
  static final Path FOLDER = Path.of("..");
  static final Path ALERTS = FOLDER.resolve("alerts");

  private Project() {}

  /** Runs a program in the project's folder, which has to succeed, and gives what it says. */
  static String run(Program program, String... arguments) throws IOException, InterruptedException {
    Program.Run run = program.run(FOLDER, arguments);
    assertThat(run.exitCode()).as(run.output()).isZero();
    return run.output();
  }
}
