package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.config.ConfigParser;
import dev.tacho.config.ConfigWatch;
import dev.tacho.facade.TachoSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file changes 1000 times while 20 threads record: each measurement counts once. */
final class ReloadUnderLoadTest {
  private static final int THREADS = 20;
  private static final int CHANGES = 1_000;
  private static final int QUERIES = 4;
  private static final int CALLS = 2;

  private static final List<String> CONTENTS =
      List.of(
          "max-series=10\nslow-query=1ms\nservices=host0:zero;host1:one",
          "max-series=500\nroutes=/r/*;/s/{id}\nn-plus-one=2\nrequest-id=generate",
          "services=host1:one;*:rest\nservice-paths=rest:/v1/*\nslow-request=1ms\nmax-series=20",
          "exclude=/nothing\nservice-paths=/v1/{what}\ncritical-query=2s\nslow-external=1ms",
          "slow-query=wrong\nrequest-id=off\npropagate-to=*\nmax-series=100000",
          "");

  private final RecorderFixture fixture = new RecorderFixture();
  private final TachoSink recorder = fixture.recorder;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private volatile boolean done;

  @Test
  void nothingIsLostAndNothingFails(@TempDir Path folder) throws Exception {
    List<Future<Long>> counting = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      counting.add(threads.submit(() -> recordUntilDone(thread)));
    }
    try {
      changeFile(folder.resolve("tacho.properties"));
    } finally {
      done = true;
      threads.shutdown();
    }
    long rounds = 0;
    for (Future<Long> counted : counting) {
      rounds += counted.get();
    }

    assertThat(rounds).isGreaterThan(THREADS);
    assertThat(sum("http_requests_total")).isEqualTo(rounds);
    assertThat(sum("http_request_duration_seconds_count")).isEqualTo(rounds);
    assertThat(sum("http_request_db_queries_count")).isEqualTo(rounds);
    assertThat(sum("http_active_requests")).isZero();
    assertThat(sum("db_queries_total")).isEqualTo(QUERIES * rounds);
    assertThat(sum("db_query_duration_seconds_count")).isEqualTo(QUERIES * rounds);
    assertThat(sum("db_query_errors_total")).isEqualTo(rounds);
    assertThat(sum("external_api_requests_total")).isEqualTo(CALLS * rounds);
    assertThat(sum("external_api_errors_total")).isEqualTo(rounds);
    assertThat(sum("tacho_errors_total")).isZero();
  }

  private void changeFile(Path file) throws IOException {
    Files.writeString(file, "");
    ConfigWatch watch =
        new ConfigWatch(
            ConfigParser.parse("config=" + file, new Properties(), Map.of(), new ArrayList<>()),
            fixture::configure,
            line -> {});
    for (int i = 0; i < CHANGES; i++) {
      Files.writeString(file, CONTENTS.get(i % CONTENTS.size()));
      watch.look();
      watch.look();
    }
  }

  /** Returns how many rounds it has recorded. */
  private long recordUntilDone(int thread) {
    long rounds = 0;
    do {
      recordRound(thread, rounds++);
      LockSupport.parkNanos(50_000); // leaves processors to the one that changes the file
    } while (!done);
    return rounds;
  }

  private void recordRound(int thread, long round) {
    String header = recorder.requestIdHeader();
    String id = header == null ? null : recorder.requestId("sent-" + thread);
    long request = recorder.requestEnter("GET", "/r/" + round % 40, "", id);
    for (int i = 0; i < QUERIES; i++) {
      String table = "t" + (char) ('a' + round % 26) + (char) ('a' + thread);
      Exception thrown = i == 0 ? new IllegalStateException() : null;
      recorder.queryExit(recorder.queryEnter(), new Object(), "select * from " + table, thrown);
    }
    String host = "host" + round % 30;
    call(host, "/v1/charges/" + round, 200);
    call(host, "/v1/things", 500);
    int status = round % 3 == 0 ? 404 : 200;
    recorder.requestDone(recorder.requestLeave(request), status, true, null);
  }

  private void call(String host, String path, int status) {
    ExternalCall call = (ExternalCall) recorder.externalEnter("GET", host, -1, path);
    recorder.outboundId(host);
    call.answered(status);
    recorder.externalExit(call, null);
  }

  private long sum(String name) {
    return fixture.scrape().sum(name);
  }
}
