package dev.tacho.agenttests.abuse;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.endpoint.PasswordHash;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What strangers who abuse the endpoint cost a service and its scrapers. In turns the sample
 * application is left in peace and its endpoint abused, by a {@link Stranger} on the same machine.
 */
public final class AbuseMeasurement {
  private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long REQUEST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long SCRAPE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final RunningApp app;
  private final BufferedWriter strangerIn;
  private final BufferedReader strangerOut;
  private final List<Long> quiet = new ArrayList<>();
  private final List<Long> abused = new ArrayList<>();
  private final List<Long> quietScrapes = new ArrayList<>();
  private final List<Long> abusedScrapes = new ArrayList<>();
  private int failedScrapes;

  private AbuseMeasurement(RunningApp app, Process stranger) {
    this.app = app;
    this.strangerIn = stranger.outputWriter(UTF_8);
    this.strangerOut = stranger.inputReader(UTF_8);
  }

  /**
   * Measures and prints.
   *
   * @param arguments the agent's jar; the number of rounds of each kind; how much abuse of each
   *     kind there is every tenth of a second
   */
  public static void main(String[] arguments) throws Exception {
    String hash = PasswordHash.of("s3cret".toCharArray()).toString();
    try (RunningApp app =
        ChildJvm.sampleApp()
            .agent()
            .agentFrom(Path.of(arguments[0]))
            .environment("TACHO_AUTH_PASSWORD_HASH", hash)
            .start()) {
      app.authorize(Stranger.basic("prometheus:s3cret"));
      Process stranger = Stranger.start(app.agentPort(), Integer.parseInt(arguments[2]));
      try {
        new AbuseMeasurement(app, stranger).run(Integer.parseInt(arguments[1]));
      } finally {
        stranger.destroyForcibly();
      }
    }
  }

  private void run(int rounds) throws IOException {
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

  private void abusedRound(List<Long> requests, List<Long> scrapes) throws IOException {
    tell("abuse");
    requests(requests, scrapes);
    tell("stop");
  }

  private void tell(String line) throws IOException {
    strangerIn.write(line + "\n");
    strangerIn.flush();
    if (strangerOut.readLine() == null) {
      throw new IOException("the stranger has gone");
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
    } catch (UncheckedIOException lost) {
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
