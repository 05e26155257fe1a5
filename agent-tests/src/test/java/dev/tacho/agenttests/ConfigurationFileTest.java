package dev.tacho.agenttests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tacho.agenttests.apps.OutboundApp;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service runs on while its operator edits the file. */
class ConfigurationFileTest {
  private static final String SUCCESSFUL = "tacho_config_last_reload_successful";

  @TempDir Path folder;

  @Test
  void whatCanChangeFollowsWithinFiveSecondsAndWhatCannotIsSaid() throws IOException {
    Path file = folder.resolve("tacho.properties");
    try (RunningApp app =
        ChildJvm.serving(OutboundApp.class).agent("slow-query=2s", "config=" + file).start()) {
      assertThat(app.agentLines().get(0)).startsWith("config=" + file + ": expected a file");
      assertThat(app.scrape().metric(SUCCESSFUL).sum()).isZero();
      app.get("/call?path=/echo");

      Files.writeString(
          file,
          "slow-request=1ms\nslow-query=9s\nservices=127.0.0.1:orders\nmax-series=20\napp=club\n");
      assertThat(follows(app, 0.001)).isLessThan(Duration.ofSeconds(5));
      app.get("/call?path=/echo");

      Scrape scrape = app.scrape();
      Scrape.Selection calls = scrape.metric("external_api_requests_total");
      calls.with("peer_service", "127.0.0.1").is(1);
      calls.with("peer_service", "orders").is(1);
      scrape.metric("tacho_series_limit").with("family", "db_query_duration_seconds").is(20);
      scrape.metric("tacho_threshold_seconds").with("kind", "slow_query").is(2);
      scrape.metric(SUCCESSFUL).is(0);
      assertThat(scrape.metric("tacho_config_last_reload_timestamp_seconds").sum())
          .isCloseTo(System.currentTimeMillis() / 1e3, within(60.0));
      assertThat(app.agentLines())
          .contains(
              file
                  + ": app=club: takes effect with the next start of the service. None stays in"
                  + " force until then. See docs/configuration.md.",
              file + " has changed: slow-request=1ms, max-series=20, services=127.0.0.1:orders");

      Files.writeString(file, "slow-request=3s\n");
      assertThat(follows(app, 3)).isLessThan(Duration.ofSeconds(5));
      app.scrape().metric(SUCCESSFUL).is(1);
    }
  }

  /** Returns how long it took until the threshold of requests was in force. */
  private static Duration follows(RunningApp app, double seconds) {
    long start = System.nanoTime();
    app.await(
        "a threshold of " + seconds + " s",
        () ->
            app.scrape().metric("tacho_threshold_seconds").with("kind", "slow_request").sum()
                == seconds);
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
