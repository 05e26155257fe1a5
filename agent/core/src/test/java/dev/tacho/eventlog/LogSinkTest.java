package dev.tacho.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tacho.metrics.EventKind;
import dev.tacho.metrics.Families;
import dev.tacho.metrics.Scrape;
import dev.tacho.metrics.TestFamilies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogSinkTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @TempDir Path folder;
  private Families families;
  private LogSink sink;

  @Test
  void everyRecordIsALineAndCounted() throws IOException {
    Path path = folder.resolve("events.log");
    open(path);

    sink.accept(new Event(EventKind.SLOW_QUERY, 0), 0);
    sink.accept(new Event(EventKind.N_PLUS_ONE, 1), 0);

    assertThat(path)
        .hasContent(
            """
            {"timestamp":"1970-01-01T00:00:00.000Z","level":"warning","kind":"slow_query"}
            {"timestamp":"1970-01-01T00:00:00.001Z","level":"warning","kind":"n_plus_one"}
            """);
    assertThat(written())
        .containsExactlyInAnyOrder("{kind=\"slow_query\"} 1", "{kind=\"n_plus_one\"} 1");
    assertThat(dropped()).isEmpty();
  }

  @Test
  void aFailureIsTriedAgainAfterFiveSecondsOnly() throws IOException {
    Path path = folder.resolve("events.log");
    Files.createDirectory(path);
    open(path);
    sink.accept(new Event(EventKind.SLOW_QUERY, 0), 0);
    Files.delete(path);

    sink.accept(new Event(EventKind.SLOW_QUERY, 1), 5 * SECOND - 1);
    assertThat(path).doesNotExist();
    sink.accept(new Event(EventKind.SLOW_QUERY, 2), 5 * SECOND);

    assertThat(Files.readAllLines(path)).hasSize(1);
    assertThat(dropped()).containsExactly("{reason=\"disk\"} 2");
    assertThat(written()).containsExactly("{kind=\"slow_query\"} 1");
  }

  @Test
  void aFullDiskCostsRecordsAndNothingElse() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    open(full);

    for (int i = 0; i < 10; i++) {
      sink.accept(new Event(EventKind.SLOW_QUERY, 0), i * SECOND);
    }

    assertThat(dropped()).containsExactly("{reason=\"disk\"} 10");
    assertThat(written()).isEmpty();
  }

  @Test
  void aPathThatIsNoneCostsRecordsAndNothingElse() {
    open(Path.of("/dev/null/events.log"));

    sink.accept(new Event(EventKind.SLOW_QUERY, 0), 0);

    assertThat(dropped()).containsExactly("{reason=\"disk\"} 1");
  }

  private void open(Path path) {
    String arguments = "event-log=" + path;
    families = TestFamilies.with(arguments);
    sink = new LogSink(TestFamilies.config(arguments), families.eventLog());
  }

  private List<String> written() {
    return Scrape.of(families).counted("tacho_event_log_records_total");
  }

  private List<String> dropped() {
    return Scrape.of(families).counted("tacho_event_log_dropped_total");
  }
}
