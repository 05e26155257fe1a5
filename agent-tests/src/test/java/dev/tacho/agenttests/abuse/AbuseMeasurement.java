package dev.tacho.agenttests.abuse;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tacho.agenttests.harness.Abuse;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.endpoint.PasswordHash;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * What strangers who abuse the endpoint cost a service and its scrapers. In turns the sample
 * application is left in peace and its endpoint abused, by a client on the same machine, whose own
 * share of the processor is therefore in the result.
 */
public final class AbuseMeasurement {
  private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long REQUEST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long SCRAPE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long ABUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final RunningApp app;
  private final List<Long> quiet = new ArrayList<>();
  private final List<Long> abused = new ArrayList<>();
  private final List<Long> quietScrapes = new ArrayList<>();
  private final List<Long> abusedScrapes = new ArrayList<>();
  private int failedScrapes;

  private AbuseMeasurement(RunningApp app) {
    this.app = app;
  }

  /**
   * Measures and prints.
   *
   * @param arguments the agent's jar, and the number of rounds of each kind
   */
  public static void main(String[] arguments) throws Exception {
    String hash = PasswordHash.of("s3cret".toCharArray()).toString();
    try (RunningApp app =
        ChildJvm.sampleApp()
            .agent()
            .agentFrom(Path.of(arguments[0]))
            .environment("TACHO_AUTH_PASSWORD_HASH", hash)
            .start()) {
      app.authorize(basic("prometheus:s3cret"));
      new AbuseMeasurement(app).run(Integer.parseInt(arguments[1]));
    }
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  private void run(int rounds) throws InterruptedException {
    requests(new ArrayList<>(), new ArrayList<>()); // warms up
    abusedRound(new ArrayList<>(), new ArrayList<>());
    long liveBytes = app.liveBytes();
    for (int i = 0; i < rounds; i++) {
      requests(quiet, quietScrapes);
      abusedRound(abused, abusedScrapes);
    }
    long grownBytes = app.liveBytes() - liveBytes;
    print("a request, in peace", quiet);
    print("a request, abused", abused);
    System.out.printf(
        Locale.ROOT, "ratio of medians %.3f%n", (double) median(abused) / median(quiet));
    print("a scrape, in peace", quietScrapes);
    print("a scrape, abused", abusedScrapes);
    System.out.printf(
        Locale.ROOT, "scrapes that failed %d, heap grown by %d bytes%n", failedScrapes, grownBytes);
  }

  private void abusedRound(List<Long> requests, List<Long> scrapes) throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    Thread stranger = new Thread(() -> abuseUntil(over));
    stranger.start();
    requests(requests, scrapes);
    over.set(true);
    stranger.join();
  }

  /** All at once: a thousand held connections, half of them dribbling, and the rest in turn. */
  private void abuseUntil(AtomicBoolean over) {
    try (Abuse abuse = new Abuse(app.agentPort())) {
      abuse.hold(500, "");
      abuse.hold(500, "GET /metrics HTTP/1.1\r\nX-");
      for (int i = 0; !over.get(); i++) {
        abuse.dribble();
        abuse.hold(5, "GET /");
        abuse.scan(5);
        if (i % 10 == 0) {
          abuse.bigHeader(10 << 20);
        }
        abuse.status("DELETE /metrics");
        abuse.status("GET /..%2f..%2fetc%2fpasswd");
        for (int guess = 0; guess < 5; guess++) {
          abuse.status("GET /metrics", "Authorization: " + basic("prometheus:" + i + guess));
        }
        LockSupport.parkNanos(ABUSE_NANOS);
      }
    }
  }

  private void requests(List<Long> requests, List<Long> scrapes) {
    long end = System.nanoTime() + ROUND_NANOS;
    long nextScrape = System.nanoTime() + SCRAPE_NANOS;
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      if (app.get("/work?queries=2").statusCode() == 200) {
        requests.add(System.nanoTime() - start);
      }
      if (System.nanoTime() > nextScrape) {
        nextScrape += SCRAPE_NANOS;
        scrape(scrapes);
      }
      LockSupport.parkNanos(REQUEST_NANOS);
    }
  }

  private void scrape(List<Long> scrapes) {
    long start = System.nanoTime();
    try {
      if (app.agent("GET", "/metrics").statusCode() != 200) {
        failedScrapes++;
      }
    } catch (java.io.UncheckedIOException lost) {
      failedScrapes++;
    }
    scrapes.add(System.nanoTime() - start);
  }

  private static void print(String what, List<Long> nanos) {
    long[] sorted = sorted(nanos);
    System.out.printf(
        Locale.ROOT,
        "%-20s %6d of them, median %.2f ms, 95 %% %.2f ms, longest %.2f ms%n",
        what,
        sorted.length,
        sorted[sorted.length / 2] / 1e6,
        sorted[sorted.length * 95 / 100] / 1e6,
        sorted[sorted.length - 1] / 1e6);
  }

  private static long median(List<Long> nanos) {
    return sorted(nanos)[nanos.size() / 2];
  }

  private static long[] sorted(List<Long> nanos) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
