package dev.tacho.agenttests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tacho.agenttests.apps.VirtualThreadsApp;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ten thousand virtual threads, each with a query, a command to Redis and an outbound call. */
class VirtualThreadsTest {
  private static final int THREADS = 10_000;

  /** From this version on monitors pin no thread (JEP 491), and so nothing at all has to. */
  private static final int WITHOUT_PINNING = 24;

  private static final String STATE = "dev.tacho.record.ThreadState";

  /** Of threads that stay: of pools, of the client, of the application itself. */
  private static final int THREADS_THAT_STAY = 100;

  private static final long MAX_GROWTH_BYTES = 500_000;

  @Test
  void virtualThreadsAreCountedExactlyAndNeitherPinnedNorRemembered() {
    List<Jdk> jdks = Jdk.from(21);
    assumeFalse(jdks.isEmpty(), "needs a JDK with virtual threads, 21 or newer");
    Jdk newest = jdks.get(jdks.size() - 1);
    try (RunningApp app =
        ChildJvm.of(VirtualThreadsApp.class).with("virtual-threads").on(newest).agent().start()) {
      run(app, 500);
      run(app, THREADS);
      long before = app.liveBytes();

      String pinned = run(app, THREADS);

      Scrape scrape = app.scrape();
      int threads = 500 + 2 * THREADS;
      scrape
          .metric("db_queries_total")
          .with("operation", "select")
          .with("collection", "items")
          .with("status", "success")
          .is(threads);
      scrape.metric("db_queries_total").with("operation", "select").is(threads);
      scrape.metric("cache_operations_total").with("operation", "get").is(threads);
      scrape.metric("cache_operations_total").with("result", "hit").is(threads);
      scrape.metric("external_api_requests_total").with("status_code", "204").is(threads);
      scrape.metric("external_api_requests_total").is(threads);
      assertThat(app.liveBytes() - before).as("growth of the heap").isLessThan(MAX_GROWTH_BYTES);
      assertThat(app.liveInstances(STATE)).as(STATE).isBetween(1L, (long) THREADS_THAT_STAY);
      assertThat(pinned).as("once all classes are loaded").endsWith("by the agent 0");
      if (newest.version() >= WITHOUT_PINNING) {
        assertThat(pinned).isEqualTo("pinned 0, by the agent 0");
      }
    }
  }

  /** What the application says of it. */
  private static String run(RunningApp app, int threads) {
    String line = "run " + threads + ": ";
    int before = app.stdout().length();
    app.tell("run " + threads);
    app.await(line, () -> app.stdout().substring(before).endsWith("\n"));
    return app.stdout().substring(before + line.length()).trim();
  }
}
