package dev.tacho.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFileTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @TempDir private Path folder;
  private final List<String> log = new ArrayList<>();
  private Path file;
  private WatchedFile<String> watched;

  @BeforeEach
  void watch() {
    file = folder.resolve("file");
    watched = new WatchedFile<>("some-file", WatchedFileTest::read, log::add, file.toString());
  }

  private static String read(byte[][] contents) throws IOException {
    String text = new String(contents[0], StandardCharsets.UTF_8);
    if (text.startsWith("bad")) {
      throw new IOException("expected something else");
    }
    return text;
  }

  @Test
  void followsTheFileAfterAFewSeconds() throws IOException {
    Files.writeString(file, "a");
    assertThat(watched.get(0)).isEqualTo("a");
    Files.writeString(file, "b");
    assertThat(watched.get(3 * SECOND)).isEqualTo("a");
    assertThat(watched.get(3 * SECOND + 1)).isEqualTo("b");
    assertThat(log).isEmpty();
  }

  @Test
  void keepsItsValueWhereTheNewOneIsBadAndSaysSoOnce() throws IOException {
    Files.writeString(file, "a");
    assertThat(watched.get(0)).isEqualTo("a");
    Files.writeString(file, "bad");
    for (int i = 1; i < 5; i++) {
      assertThat(watched.get(4L * i * SECOND)).isEqualTo("a");
    }
    Files.delete(file);
    for (int i = 5; i < 10; i++) {
      assertThat(watched.get(4L * i * SECOND)).isEqualTo("a");
    }
    Files.writeString(file, "b");
    assertThat(watched.get(100 * SECOND)).isEqualTo("b");
    assertThat(log)
        .containsExactly(
            "some-file: expected something else. What it was stays in force; it is looked at again"
                + " every few seconds. See docs/security.md.",
            "some-file: "
                + file
                + " (No such file or directory). What it was stays in force; it is looked at again"
                + " every few seconds. See docs/security.md.");
  }

  @Test
  void hasNoValueUntilTheFileIsThere() throws IOException {
    assertThat(watched.get(0)).isNull();
    assertThat(watched.get(10 * SECOND)).isNull();
    Files.writeString(file, "a");
    assertThat(watched.get(20 * SECOND)).isEqualTo("a");
    assertThat(log)
        .containsExactly(
            "some-file: "
                + file
                + " (No such file or directory). Nothing is served that it protects; it is looked"
                + " at again every few seconds. See docs/security.md.");
  }
}
