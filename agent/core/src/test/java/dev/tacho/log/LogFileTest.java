package dev.tacho.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogFileTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @TempDir Path folder;
  private Path path;
  private long now;

  @BeforeEach
  void choosePath() {
    path = folder.resolve("events.log");
  }

  @Test
  void theFileAndItsMissingFolderBelongToTheUserAlone() throws IOException {
    path = folder.resolve("logs/today/events.log");

    write(file(100, 2), "one");

    assertThat(mode(path)).isEqualTo("rw-------");
    assertThat(mode(path.getParent())).isEqualTo("rwx------");
    assertThat(mode(path.getParent().getParent())).isEqualTo("rwx------");
  }

  @Test
  void theFolderMayBeALink() throws IOException {
    Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("logs")));
    path = folder.resolve("link/events.log");

    write(file(100, 2), "one");

    assertThat(folder.resolve("logs/events.log")).hasContent("one\n");
  }

  @Test
  void aRestartAppends() throws IOException {
    write(file(100, 2), "one");

    write(file(100, 2), "two");

    assertThat(path).hasContent("one\ntwo\n");
  }

  @Test
  void aRestartStartsANewLineAfterAnUnfinishedOne() throws IOException {
    Files.writeString(path, "one\ntw");

    write(file(100, 2), "three");

    assertThat(path).hasContent("one\ntw\nthree\n");
  }

  @Test
  void aFileIsPutAsideBeforeItGrowsBeyondItsSize() throws IOException {
    LogFile file = file(12, 2);

    write(file, "11111"); // with its line feed 6 bytes
    write(file, "22222");
    write(file, "33333");

    assertThat(path).hasContent("33333\n");
    assertThat(backup(1)).hasContent("11111\n22222\n");
    assertThat(mode(path)).isEqualTo("rw-------");
    assertThat(mode(backup(1))).isEqualTo("rw-------");
  }

  @Test
  void onlySoManyBackupsAreKept() throws IOException {
    LogFile file = file(6, 2);

    for (String line : new String[] {"11111", "22222", "33333", "44444"}) {
      write(file, line);
    }

    assertThat(path).hasContent("44444\n");
    assertThat(backup(1)).hasContent("33333\n");
    assertThat(backup(2)).hasContent("22222\n");
    assertThat(filesInFolder()).isEqualTo(3);
  }

  @Test
  void withoutBackupsTheFileStartsAnew() throws IOException {
    LogFile file = file(6, 0);

    write(file, "11111");
    write(file, "22222");

    assertThat(path).hasContent("22222\n");
    assertThat(filesInFolder()).isEqualTo(1);
  }

  @Test
  void aLineLongerThanAFileMayBeIsWrittenAlone() throws IOException {
    LogFile file = file(4, 1);

    write(file, "11111");
    write(file, "22222");

    assertThat(path).hasContent("22222\n");
    assertThat(backup(1)).hasContent("11111\n");
  }

  @Test
  void theSizeOfAnEarlierRunCounts() throws IOException {
    write(file(12, 1), "11111");
    LogFile file = file(12, 1);

    write(file, "22222");
    write(file, "33333");

    assertThat(backup(1)).hasContent("11111\n22222\n");
  }

  @Test
  void aDeletedFileIsMadeAnewWithinASecond() throws IOException {
    LogFile file = file(100, 1);
    write(file, "one");

    Files.delete(path);
    now += SECOND;
    write(file, "two");

    assertThat(path).hasContent("two\n");
    assertThat(mode(path)).isEqualTo("rw-------");
  }

  @Test
  void aFileThatSomebodyPutAsideIsLeftAlone() throws IOException {
    LogFile file = file(100, 1);
    write(file, "one");

    Files.move(path, folder.resolve("aside"));
    Files.writeString(path, "theirs\n");
    now += SECOND;
    write(file, "two");

    assertThat(folder.resolve("aside")).hasContent("one\n");
    assertThat(path).hasContent("theirs\ntwo\n");
  }

  @Test
  void aFileThatSomebodyEmptiedIsWrittenFromItsBegin() throws IOException {
    LogFile file = file(12, 1);
    write(file, "11111");
    write(file, "22222");

    Files.write(path, new byte[0]);
    now += SECOND;
    write(file, "33333");

    assertThat(path).hasContent("33333\n");
    assertThat(backup(1)).doesNotExist();
  }

  @Test
  void aFolderInItsPlaceIsAFailureThatEndsWithIt() throws IOException {
    Files.createDirectory(path);
    LogFile file = file(100, 1);
    assertThatThrownBy(() -> write(file, "one"))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("Is a directory");

    Files.delete(path);
    write(file, "two");

    assertThat(path).hasContent("two\n");
  }

  @Test
  void aBackupThatCannotBeMadeKeepsTheFileFromGrowing() throws IOException {
    Files.createDirectories(backup(1).resolve("not-empty"));
    LogFile file = file(6, 1);
    write(file, "11111");

    assertThatThrownBy(() -> write(file, "22222")).isInstanceOf(FileSystemException.class);

    assertThat(path).hasContent("11111\n");
  }

  private LogFile file(long maxBytes, int backups) {
    return new LogFile(path, maxBytes, backups);
  }

  private void write(LogFile file, String line) throws IOException {
    file.write((line + "\n").getBytes(StandardCharsets.UTF_8), now);
  }

  private Path backup(int number) {
    return folder.resolve("events.log." + number);
  }

  private long filesInFolder() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
