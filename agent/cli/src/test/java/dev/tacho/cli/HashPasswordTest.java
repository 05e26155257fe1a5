package dev.tacho.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.endpoint.PasswordHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashPasswordTest {
  private final TestConsole console = new TestConsole();

  @Test
  void writesALineThatTheEndpointReads() {
    assertThat(console.typing("correct horse\n").run("--hash-password")).isZero();
    assertThat(PasswordHash.parse(console.out())).hasToString(console.out().strip());
    assertThat(console.err()).isEmpty();
  }

  @Test
  void writesAFileThatNobodyElseReads(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("hash");
    assertThat(console.typing("correct horse").run("hash-password", "--out", file.toString()))
        .isZero();
    assertThat(PasswordHash.parse(Files.readString(file))).isNotNull();
    assertThat(console.out()).isEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void refusesAnEmptyPassword() {
    assertThat(console.typing("\n").run("hash-password")).isEqualTo(2);
    assertThat(console.err())
        .isEqualTo(
            "tacho: hash-password: expected a password that is not empty. See java -jar"
                + " tacho-agent.jar help hash-password.\n");
  }

  @Test
  void takesNoPasswordAsArgument() {
    assertThat(console.run("hash-password", "correct horse")).isEqualTo(2);
    assertThat(console.err())
        .isEqualTo(
            "tacho: hash-password: expected --out FILE or nothing; the password is typed or piped"
                + " in. See java -jar tacho-agent.jar help hash-password.\n");
    assertThat(console.out()).isEmpty();
  }
}
