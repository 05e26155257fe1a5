package dev.tacho.agenttests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.agenttests.apps.JavaxServletApp;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.RawHttp;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tomcat under requests of which no two are alike: what grows with them, and what stays exact. */
class CardinalityTest {
  private static final int MAX_SERIES = 1_000;
  private static final long MAX_GROWTH_BYTES = 5_000_000;
  private static final int CLIENTS = 4;

  /** As many as Tomcat serves on one connection. */
  private static final int BATCH = 100;

  /** Families without a limit of their own, with one series for each of those routes. */
  private static final List<String> FOLLOWERS =
      List.of(
          "http_requests_total",
          "http_slow_requests_total",
          "http_request_db_queries_count",
          "http_request_external_calls_count");

  /** Whose limit is its own: so many names of pools. */
  private static final String POOLS = "db_connections";

  private static final Pattern OK = Pattern.compile("HTTP/1\\.1 200 ");

  /** Gives each request an id of its own, too. */
  private final AtomicInteger requests = new AtomicInteger();

  @Test
  void manyPathsAndIdsTakeNoMoreRoomThanTheLimitGives() throws Exception {
    ChildJvm tomcat =
        ChildJvm.serving(JavaxServletApp.class)
            .jvmOption("--add-opens=java.base/java.io=ALL-UNNAMED")
            .agent("max-series=" + MAX_SERIES);
    try (RunningApp app = tomcat.start()) {
      send(app, 20_000, i -> "/shop/items/" + i);
      // One after the other: a path is known from its third sighting on.
      for (int i = 0; i < 3; i++) {
        app.get("/shop/orders/" + i);
        app.get("/shop/orders/" + uuid(i));
        app.get("/shop/orders/" + token(i));
      }
      long before = app.liveBytes();

      send(app, 20_000, i -> "/shop/orders/" + i);
      send(app, 15_000, i -> "/shop/orders/" + uuid(i));
      send(app, 15_000, i -> "/shop/orders/" + token(i));
      send(app, 80_000, i -> "/shop/scan/" + word(i));
      send(app, 20_000, i -> "/shop/again/" + word(i % 5_000));
      send(app, 1_000, i -> "/shop/items/" + i);

      Scrape scrape = app.scrape();
      long growth = app.liveBytes() - before;
      requestsTo(scrape, "/shop/items/*").is(21_000);
      requestsTo(scrape, "/shop/orders/{id}").is(20_001);
      requestsTo(scrape, "/shop/orders/{uuid}").is(15_001);
      requestsTo(scrape, "/shop/orders/{token}").is(15_001);
      scrape.metric("http_requests_total").is(requests.get() + 9);
      assertThat(requestsTo(scrape, "_other_").sum())
          .isEqualTo(
              scrape
                  .metric("tacho_series_overflow_total")
                  .with("family", "http_request_duration_seconds")
                  .sum())
          .isGreaterThan(80_000);
      seriesAreWithinTheirLimits(scrape);
      assertThat(app.scrapeOpenMetrics().exemplars())
          .as("one of %s ids for each bucket that is in use, at most", requests)
          .hasSizeBetween(1, 2 * MAX_SERIES);
      assertThat(growth).as("growth of the heap").isLessThan(MAX_GROWTH_BYTES);
    }
  }

  private static void seriesAreWithinTheirLimits(Scrape scrape) {
    for (Scrape.Sample limited : scrape.metric("tacho_series_limit").samples()) {
      String family = limited.labels().get("family");
      int shown =
          Math.max(
              scrape.metric(family).samples().size(),
              scrape.metric(family + "_count").samples().size());
      assertThat(limited.value()).as(family).isEqualTo(family.equals(POOLS) ? 200 : MAX_SERIES);
      assertThat(shown).as(family).isLessThanOrEqualTo(MAX_SERIES);
      scrape.metric("tacho_series").with("family", family).is(shown);
    }
    for (String follower : FOLLOWERS) {
      assertThat(scrape.metric(follower).samples())
          .as(follower)
          // The failures that declared routes have not had yet.
          .filteredOn(sample -> !"500".equals(sample.labels().get("status_code")))
          .hasSameSizeAs(scrape.metric("http_request_duration_seconds_count").samples());
    }
  }

  private static Scrape.Selection requestsTo(Scrape scrape, String route) {
    return scrape.metric("http_requests_total").with("route", route);
  }

  private void send(RunningApp app, int count, IntFunction<String> path) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<Long>> batches = new ArrayList<>();
      for (int start = 0; start < count; start += BATCH) {
        String batch = batch(start, path);
        batches.add(clients.submit(() -> answered(app, batch)));
      }
      for (Future<Long> batch : batches) {
        assertThat(batch.get()).isEqualTo(BATCH);
      }
    } finally {
      clients.shutdownNow();
    }
  }

  private String batch(int start, IntFunction<String> path) {
    StringBuilder batch = new StringBuilder();
    for (int i = start; i < start + BATCH; i++) {
      batch
          .append("GET ")
          .append(path.apply(i))
          .append(" HTTP/1.1\r\nHost: localhost\r\nX-Request-ID: r-")
          .append(requests.incrementAndGet())
          .append("\r\n\r\n");
    }
    return batch.toString();
  }

  private static long answered(RunningApp app, String batch) {
    return OK.matcher(RawHttp.exchange(app.uri("/"), batch)).results().count();
  }

  private static String uuid(int i) {
    return new UUID(0x1234_5678_9abc_4defL + i, 0x8fed_cba9_8765_4321L + i).toString();
  }

  /** As of a random number in base 64. */
  private static String token(int i) {
    return "dG9rZW4" + uuid(i).replace("-", "") + "xQ";
  }

  /** Letters only, so that it looks like a part of the path. */
  private static String word(int i) {
    StringBuilder word = new StringBuilder();
    for (int rest = i; rest > 0 || word.length() == 0; rest /= 26) {
      word.append((char) ('a' + rest % 26));
    }
    return word.toString();
  }
}
