package club;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own shows: its output, its end and what it leaves behind. */
final class ClubAppProcessTest {
  @TempDir private Path directory;
  private Path workingDirectory;
  private Path temporaryDirectory;
  private Path errors;
  private Process app;

  @BeforeEach
  void createDirectories() throws Exception {
    workingDirectory = Files.createDirectory(directory.resolve("work"));
    temporaryDirectory = Files.createDirectory(directory.resolve("tmp"));
    errors = directory.resolve("errors");
  }

  @AfterEach
  void endTheProcess() {
    app.descendants().forEach(ProcessHandle::destroyForcibly);
    app.destroyForcibly();
  }

  @Test
  void aTerminatedApplicationEndsSoonTakesItsRedisAlongAndLeavesNothingBehind() throws Exception {
    Path portFile = directory.resolve("port");
    start("--port", "0", "--port-file", portFile.toString(), "--traffic", "20");
    try (BufferedReader output = app.inputReader()) {
      assertThat(output.readLine())
          .isEqualTo("club: listening on http://127.0.0.1:" + Files.readString(portFile).trim());
      List<ProcessHandle> children = app.children().toList();
      assertThat(children).hasSize(1);

      // Unlike Process.destroy() this leaves the output readable.
      app.toHandle().destroy();

      assertThat(app.waitFor(10, TimeUnit.SECONDS)).isTrue();
      children.get(0).onExit().get(10, TimeUnit.SECONDS);
      assertThat(output.readLine()).isNull();
      assertThat(errors).isEmptyFile();
      assertThat(workingDirectory).isEmptyDirectory();
      assertThat(temporaryDirectory).isEmptyDirectory();
    }
  }

  @Test
  void aBadOptionIsNamedInOneLineAndEndsTheProcessWithTwo() throws Exception {
    start("--bogus");

    assertThat(app.waitFor()).isEqualTo(2);
    assertThat(Files.readAllLines(errors))
        .containsExactly("club: unknown option --bogus, see --help");
  }

  @Test
  void aPortThatIsTakenIsNamedAndEndsTheProcessWithOne() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      start("--port", String.valueOf(taken.getLocalPort()), "--no-jobs");

      assertThat(app.waitFor()).isEqualTo(1);
      assertThat(Files.readString(errors)).contains("Address already in use");
      assertThat(temporaryDirectory).isEmptyDirectory();
    }
  }

  private void start(String... options) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporaryDirectory,
                "-cp",
                System.getProperty("java.class.path"),
                "club.ClubApp"));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(workingDirectory.toFile())
            .redirectError(errors.toFile());
    builder.environment().keySet().removeAll(List.of("REDIS_URL", "JDBC_URL", "JAVA_TOOL_OPTIONS"));
    app = builder.start();
  }
}
