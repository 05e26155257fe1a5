package dev.tacho.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigWatchTest {
  @TempDir Path folder;
  private Path file;
  private ConfigWatch watch;
  private final List<Config> followed = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    file = folder.resolve("tacho.properties");
    write("slow-query=250ms\nalert-webhook=https://alerts.example.com/s3cret");
    Config config =
        ConfigParser.parse("config=" + file, new Properties(), Map.of(), new ArrayList<>());
    watch = new ConfigWatch(config, followed::add, lines::add);
  }

  @Test
  void aFileThatStaysTheSameIsNotTakenOverAgain() {
    watch.look();
    watch.look();

    assertThat(followed).isEmpty();
  }

  @Test
  void aChangeIsTakenOverOnceTwoLooksHaveFoundTheSame() throws IOException {
    write("slow-query=50");
    watch.look();
    write("slow-query=500ms\nn-plus-one=5");
    watch.look();
    assertThat(followed).isEmpty();

    watch.look();
    watch.look();

    assertThat(followed).hasSize(1);
    assertThat(followed.get(0).slowQueryNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(500));
    assertThat(followed.get(0).isFileInForce()).isFalse(); // the webhook is still in force
    assertThat(lines)
        .containsExactly(
            file
                + ": alert-webhook: takes effect with the next start of the service. The value"
                + " before stays in force until then. See docs/configuration.md.",
            file + " has changed: slow-query=500ms, n-plus-one=5");
  }

  @Test
  void aChangeOfTheSameSizeAtTheSameTimeIsSeen() throws IOException {
    Files.writeString(file, Files.readString(file).replace("250ms", "350ms"));
    Files.setLastModifiedTime(file, Files.getLastModifiedTime(file));

    lookTwice();

    assertThat(followed.get(0).slowQueryNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(350));
  }

  @Test
  void aFileThatGoesAwayAndComesBackIsSaidAndThenInForceAgain() throws IOException {
    byte[] content = Files.readAllBytes(file);
    Files.delete(file);
    lookTwice();
    watch.look();
    Files.write(file, content);
    lookTwice();

    assertThat(followed).extracting(Config::isFileInForce).containsExactly(false, true);
    assertThat(followed)
        .extracting(Config::slowQueryNanos)
        .containsOnly(TimeUnit.MILLISECONDS.toNanos(250));
    assertThat(lines).singleElement().asString().contains("No such file or directory");
  }

  @Test
  void noLineShowsASecret() throws IOException {
    write("slow-query=250ms\nsentry-dsn=https://s3cret@sentry.example.com/1\nport=s3");

    lookTwice();

    assertThat(lines).hasSize(3).noneMatch(line -> line.contains("s3cret"));
  }

  private void lookTwice() {
    watch.look();
    watch.look();
  }

  private void write(String content) throws IOException {
    Files.writeString(file, content);
  }
}
