package dev.tacho.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogTargetTest {
  @TempDir Path folder;

  /** Stands in for stderr. */
  private static final class Lines implements RecordOutput {
    final List<String> all = new ArrayList<>();

    @Override
    public void write(byte[] line, long nowNanos) {
      all.add(new String(line, UTF_8));
    }

    @Override
    public void reset() {}
  }

  private final Lines stderr = new Lines();

  @Test
  void aLevelLetsThroughWhatMattersAsMuch() {
    LogTarget target = stream(LogFormat.TEXT, LogLevel.WARN);
    for (LogLevel level : LogLevel.values()) {
      target.write(level, "said as " + level);
    }

    assertThat(stderr.all).containsExactly("tacho: said as ERROR\n", "tacho: said as WARN\n");
  }

  @Test
  void jsonGoesToStreamsToo() {
    stream(LogFormat.JSON, LogLevel.DEBUG).write(LogLevel.DEBUG, "m");

    assertThat(stderr.all)
        .singleElement()
        .asString()
        .matches(
            "\\{\"timestamp\":\"[-0-9T:.]+Z\",\"level\":\"debug\",\"logger\":\"tacho\","
                + "\"message\":\"m\"}\n");
  }

  @Test
  void aFileHasDatedLinesAndBelongsToTheUserAlone() throws IOException {
    Path path = folder.resolve("logs/tacho.log");
    LogFileTarget target = file(path);
    target.write(LogLevel.INFO, "one");
    target.write(LogLevel.DEBUG, "left out");
    target.write(LogLevel.ERROR, "two");
    while (target.doNext()) {}

    assertThat(Files.readString(path)).matches("[-0-9T:.]+Z info one\n[-0-9T:.]+Z error two\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    assertThat(stderr.all).isEmpty();
  }

  @Test
  void aFileThatCannotBeWrittenIsSaidOnceAndItsLinesGoToStderr() throws IOException {
    Path path = Files.createDirectory(folder.resolve("taken"));
    LogFileTarget target = file(path);
    target.write(LogLevel.INFO, "one");
    target.write(LogLevel.INFO, "two");
    while (target.doNext()) {}

    assertThat(stderr.all).hasSize(3);
    assertThat(stderr.all.get(0))
        .isEqualTo(
            "tacho: log=file:"
                + path
                + ": expected a file the service may write to (java.nio.file.FileSystemException: "
                + path
                + ": Is a directory). Its lines go to stderr. See docs/configuration.md.\n");
    assertThat(stderr.all.get(1)).endsWith(" info one\n");
    assertThat(stderr.all.get(2)).endsWith(" info two\n");

    Files.delete(path);
    target.write(LogLevel.INFO, "three");
    while (target.doNext()) {}
    assertThat(Files.readString(path)).endsWith(" info three\n");
    assertThat(stderr.all).hasSize(3);
  }

  @Test
  void linesThatFindNoRoomAreCounted() {
    LogFileTarget target = file(folder.resolve("tacho.log"));
    long before = AgentLog.suppressed();
    for (int i = 0; i < 1003; i++) {
      target.write(LogLevel.INFO, "line");
    }

    assertThat(AgentLog.suppressed() - before).isEqualTo(3);
    target.doNext();
    target.write(LogLevel.INFO, "there is room again");
    assertThat(AgentLog.suppressed() - before).isEqualTo(3);
  }

  @Test
  void closingWritesWhatWaitsAndLaterLinesToo() throws IOException {
    Path path = folder.resolve("tacho.log");
    LogTarget target = LogTarget.of("file:" + path, LogFormat.TEXT, LogLevel.INFO);
    for (int i = 0; i < 100; i++) {
      target.write(LogLevel.INFO, "line");
    }
    target.close();
    target.write(LogLevel.INFO, "detached");

    assertThat(Files.readAllLines(path)).hasSize(101).last().asString().endsWith(" info detached");
  }

  @Test
  void aCauseIsSaidOnceAndTheRestIsCounted() {
    OncePerCause causes = new OncePerCause(2);
    long before = AgentLog.suppressed();

    assertThat(causes.isNew("a")).isTrue();
    assertThat(causes.isNew("a")).isFalse();
    assertThat(causes.isNew("b")).isTrue();
    assertThat(causes.isFull()).isTrue();
    assertThat(causes.isNew("c")).isFalse();
    assertThat(AgentLog.suppressed() - before).isEqualTo(2);
  }

  private LogTarget stream(LogFormat format, LogLevel level) {
    return new LogTarget.Stream("stderr", format, level, stderr);
  }

  private LogFileTarget file(Path path) {
    return new LogFileTarget("file:" + path, LogFormat.TEXT, LogLevel.INFO, stderr);
  }
}
