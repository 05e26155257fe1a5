package dev.tacho.cli.attach;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetProcessTest {
  private static final String QUIT_CAUGHT = "SigCgt:\t2000000181005ccf\n";

  @TempDir private Path proc;

  @BeforeEach
  void ownProcess() throws IOException {
    write("self", "status", "Uid:\t1000\t1000\t1000\t1000\n");
  }

  @Test
  void aJvmOfTheSameUserCanBeAttachedTo() throws IOException {
    jvm("Uid:\t1000\t1000\t1000\t1000\n" + QUIT_CAUGHT);
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void rootMayAttachToAll() throws IOException {
    write("self", "status", "Uid:\t0\t0\t0\t0\n");
    jvm("Uid:\t1000\t1000\t1000\t1000\n" + QUIT_CAUGHT);
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void anotherUsersIsNot() throws IOException {
    jvm("Uid:\t1001\t1001\t1001\t1001\n" + QUIT_CAUGHT);
    assertThatThrownBy(this::check)
        .hasMessage(
            "process 17 runs as user 1001, this command as user 1000: run it as that user"
                + " (sudo -u '#1001').");
  }

  @Test
  void whatIsNotThereIsNot() {
    assertThatThrownBy(this::check).hasMessageStartingWith("there is no process 17 here.");
  }

  @Test
  void whatIsNoJvmIsNotSentTheSignal() throws IOException {
    jvm("Uid:\t1000\t1000\t1000\t1000\n" + QUIT_CAUGHT);
    write("17", "maps", "7f00 r-xp /usr/lib/libc.so.6\n");
    assertThatThrownBy(this::check).hasMessage("process 17 is no JVM.");
  }

  @Test
  void aJvmThatTakesNoSignalIsNotSentIt() throws IOException {
    jvm("Uid:\t1000\t1000\t1000\t1000\nSigCgt:\t0000000000000000\n");
    assertThatThrownBy(this::check).hasMessageStartingWith("process 17 takes no SIGQUIT");
  }

  @Test
  void aJvmThatForbidsItIsNotSentTheSignal() throws IOException {
    jvm("Uid:\t1000\t1000\t1000\t1000\n" + QUIT_CAUGHT);
    write("17", "cmdline", "java\0-XX:+DisableAttachMechanism\0App");
    assertThatThrownBy(this::check)
        .hasMessageStartingWith("process 17 was started with -XX:+DisableAttachMechanism");
  }

  @Test
  void aJarThatTheTargetDoesNotSeeIsSaid() throws IOException {
    Files.createDirectories(proc.resolve("17/root/opt"));
    assertThatThrownBy(() -> new TargetProcess(proc, "17").checkSees("/opt/tacho-agent.jar"))
        .hasMessageStartingWith("process 17 finds no /opt/tacho-agent.jar: it is in another");
    Files.createFile(proc.resolve("17/root/opt/tacho-agent.jar"));
    assertThatCode(() -> new TargetProcess(proc, "17").checkSees("/opt/tacho-agent.jar"))
        .doesNotThrowAnyException();
  }

  @Test
  void whereThereIsNoProcFileSystemAllIsTakenToBeWell() {
    assertThatCode(() -> new TargetProcess(proc.resolve("nothing"), "17").check())
        .doesNotThrowAnyException();
  }

  private void check() throws AttachException {
    new TargetProcess(proc, "17").check();
  }

  private void jvm(String status) throws IOException {
    write("17", "status", status);
    write("17", "maps", "7f00 r-xp /usr/lib/jvm/lib/server/libjvm.so\n");
    write("17", "cmdline", "java\0App");
  }

  private void write(String process, String file, String content) throws IOException {
    Path folder = Files.createDirectories(proc.resolve(process));
    Files.write(folder.resolve(file), content.getBytes(StandardCharsets.ISO_8859_1));
  }
}
