package dev.tacho.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the configuration when its file has changed. */
final class ConfigReparseTest {
  private static final String SEE = " See docs/configuration.md.";

  @TempDir Path folder;
  private Path file;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  @BeforeEach
  void nameFile() {
    file = folder.resolve("tacho.properties");
  }

  @Test
  void whatIsReloadableFollows() throws IOException {
    Config before = startWith("slow-query=250ms", "routes=/a/*");

    Config after = changeTo(before, "slow-query=500ms", "routes=/b/*", "max-series=20");

    assertThat(after.slowQueryNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(500));
    assertThat(after.routes().text(0)).isEqualTo("/b/*");
    assertThat(after.maxSeries()).isEqualTo(20);
    assertThat(after.isFileInForce()).isTrue();
    assertThat(problems).isEmpty();
  }

  @Test
  void whatIsTakenOutGoesBackToItsDefault() throws IOException {
    Config after = changeTo(startWith("slow-query=250ms"), "n-plus-one=5");

    assertThat(after.slowQueryNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    assertThat(after.nPlusOne()).isEqualTo(5);
    assertThat(problems).isEmpty();
  }

  @Test
  void whatAnotherSourceGivesStays() throws IOException {
    environment.put("TACHO_SLOW_QUERY", "2s");
    Config before = startWith("slow-query=250ms");

    Config after = changeTo(before, "slow-query=500ms");

    assertThat(after.slowQueryNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(2));
    assertThat(problems).isEmpty();
    assertThat(after.isFileInForce()).isTrue();
  }

  @Test
  void aBadValueKeepsWhatIsInForce() throws IOException {
    Config before = startWith("slow-query=250ms", "slow-request=3s");

    Config after = changeTo(before, "slow-query=fast", "slow-request=4s", "n-plus-one=1");

    assertThat(after.slowQueryNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(250));
    assertThat(after.slowRequestNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(4));
    assertThat(problems)
        .containsExactly(
            file
                + ": n-plus-one=1: expected an integer from 2 to 10000. The default 10 stays in"
                + " force."
                + SEE,
            file
                + ": slow-query=fast: expected a duration from 1ms to 1h, such as 250ms, 1s or 5m."
                + " 250ms stays in force."
                + SEE);
    assertThat(after.isFileInForce()).isFalse();
  }

  @Test
  void whatNeedsARestartStaysAndIsSaid() throws IOException {
    Config before = startWith("port=9500", "app=orders", "error-window=1m");

    Config after = changeTo(before, "port=9501", "environment=production", "error-window=60s");

    assertThat(after.port().first).isEqualTo(9500);
    assertThat(after.app()).isEqualTo("orders");
    assertThat(after.environment()).isNull();
    assertThat(problems)
        .containsExactly(
            file
                + ": port=9501: takes effect with the next start of the service. 9500 stays in"
                + " force until then."
                + SEE,
            file
                + ": app=: takes effect with the next start of the service. orders stays in force"
                + " until then."
                + SEE,
            file
                + ": environment=production: takes effect with the next start of the service. None"
                + " stays in force until then."
                + SEE);
    assertThat(after.isFileInForce()).isFalse();
  }

  @Test
  void noMessageShowsASecret() throws IOException {
    Config before = startWith("alert-webhook=https://alerts.example.com/s3cret");

    Config after = changeTo(before, "alert-webhook=https://alerts.example.com/other-s3cret");

    assertThat(after.alertWebhook()).isEqualTo("https://alerts.example.com/s3cret");
    assertThat(problems)
        .containsExactly(
            file
                + ": alert-webhook: takes effect with the next start of the service. The value"
                + " before stays in force until then."
                + SEE);
  }

  @Test
  void aFileThatGoesAwayChangesNothing() throws IOException {
    Config before = startWith("slow-query=250ms");
    Files.delete(file);

    Config after = ConfigParser.reparse(before, ConfigFile.read(file.toString()), problems);

    assertThat(after.slowQueryNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(250));
    assertThat(after.isFileInForce()).isFalse();
    assertThat(problems)
        .containsExactly(
            "config="
                + file
                + ": expected a file the service may read (No such file or directory). The agent"
                + " goes on without it, and reads it as soon as it can."
                + SEE);
  }

  @Test
  void aFileThatIsNoneOfPropertiesChangesNothing() throws IOException {
    Config after = changeTo(startWith("slow-query=250ms"), "slow-query=500ms", "app=\\u12");

    assertThat(after.slowQueryNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(250));
    assertThat(after.isFileInForce()).isFalse();
    assertThat(problems).hasSize(1);
  }

  @Test
  void aFileThatComesLaterIsInForceThen() throws IOException {
    Config before = start();
    problems.clear();

    Config after = changeTo(before, "slow-query=250ms");

    assertThat(after.slowQueryNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(250));
    assertThat(after.isFileInForce()).isTrue();
    assertThat(problems).isEmpty();
  }

  private Config startWith(String... lines) throws IOException {
    Files.write(file, List.of(lines));
    Config config = start();
    assertThat(problems).isEmpty();
    return config;
  }

  private Config start() {
    return ConfigParser.parse("config=" + file, new Properties(), environment, problems);
  }

  private Config changeTo(Config before, String... lines) throws IOException {
    Files.write(file, List.of(lines));
    return ConfigParser.reparse(before, ConfigFile.read(file.toString()), problems);
  }
}
