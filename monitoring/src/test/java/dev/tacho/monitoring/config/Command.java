package dev.tacho.monitoring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a program in the project's folder, and gives what it says. */
final class Command {
  static final Path PROJECT = Path.of("..");
  static final Path ALERTS = PROJECT.resolve("alerts");

  /**
   * @param text of stdout and stderr, as one
   */
  record Output(int exitCode, String text) {}

  private Command() {}

  static Output run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(PROJECT.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Output(process.waitFor(), text);
  }

  static String succeeds(Path program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Output output = run(command);
    assertThat(output.exitCode()).as(output.text()).isZero();
    return output.text();
  }
}
