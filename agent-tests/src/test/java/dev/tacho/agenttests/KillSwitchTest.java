package dev.tacho.agenttests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent switched off and on by its file, and taken out, while a service is at work. */
final class KillSwitchTest {
  private static final int THREADS = 10;
  private static final int COUNTED = 100;
  private static final String WORK = "/work?queries=2&gets=1&hit=true&calls=1";
  private static final String ON = "enabled=true\n";
  private static final String OFF = "enabled=false\n";
  private static final String UNWOVEN = "enabled=false\nunweave=true\n";

  @TempDir Path folder;

  @Test
  void switchingOffAndOnUnderLoadLosesNoRequestAndLeavesNothingBehind() throws Exception {
    Path file = configured(ON);
    try (RunningApp app = ChildJvm.sampleApp().agent("config=" + file).start()) {
      AtomicBoolean ended = new AtomicBoolean();
      ExecutorService clients = Executors.newFixedThreadPool(THREADS);
      try {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          running.add(clients.submit(() -> workUntil(app, ended)));
        }
        for (String off : List.of(OFF, UNWOVEN, OFF)) {
          awaitEnabled(app, file, off, 0);
          awaitEnabled(app, file, ON, 1);
        }
        ended.set(true);
        for (Future<?> client : running) {
          client.get();
        }
      } finally {
        clients.shutdownNow();
      }
      app.scrape().metric("http_active_requests").is(0);

      Scrape before = app.scrape();
      for (int i = 0; i < COUNTED; i++) {
        work(app);
      }
      Scrape after = app.scrape();
      assertThat(counted(before, after, "http_requests_total")).isEqualTo(COUNTED);
      assertThat(counted(before, after, "db_queries_total")).isEqualTo(2 * COUNTED);
      assertThat(counted(before, after, "cache_operations_total")).isEqualTo(COUNTED);
      assertThat(counted(before, after, "external_api_requests_total")).isEqualTo(COUNTED);
      after.metric("http_active_requests").is(0);
    }
  }

  @Test
  void whatIsCountedStandsStillWhileTheAgentIsOff() throws IOException {
    Path file = configured(ON);
    try (RunningApp app = ChildJvm.sampleApp().agent("config=" + file).start()) {
      work(app);
      awaitEnabled(app, file, UNWOVEN, 0);
      work(app);
      Scrape off = app.scrape();
      off.metric("http_requests_total").is(1);
      off.metric("tacho_instrumented_classes").is(0);
      assertThat(off.metric("jvm_threads_current").sum()).isPositive();

      awaitEnabled(app, file, ON, 1);
      work(app);
      app.scrape().metric("http_requests_total").is(2);
    }
  }

  @Test
  void anAgentThatWasOffAtTheStartMeasuresWhatHasBeenLoadedMeanwhile() throws IOException {
    Path file = configured(OFF);
    try (RunningApp app = ChildJvm.sampleApp().agent("config=" + file).launch()) {
      app.await("the application", () -> app.files().contains("app-port"));
      work(app);
      assertThat(app.files()).doesNotContain("agent-port");
      Files.writeString(file, ON);
      app.await("the agent", () -> app.files().contains("agent-port"));
      work(app);
      Scrape scrape = app.scrape();
      scrape.metric("http_requests_total").with("route", "/work").is(1);
      scrape.metric("cache_operations_total").is(1);
      scrape.metric("external_api_requests_total").is(1);
    }
  }

  @Test
  void nothingOfAnAgentThatWasTakenOutIsLeft() {
    try (RunningApp app = ChildJvm.sampleApp().agent().expectingAgentErrors().start()) {
      for (int i = 0; i < COUNTED; i++) {
        work(app);
      }
      app.scrape();
      assertThat(app.liveInstances("dev.tacho.premain.AgentClassLoader")).isEqualTo(1);
      app.detach();
      work(app);

      assertThat(app.liveInstances("dev.tacho.premain.AgentClassLoader")).isZero();
      assertThat(app.stderr()).doesNotContain("tacho: error").doesNotContain("WARNING");
    }
  }

  private Path configured(String content) throws IOException {
    return Files.writeString(folder.resolve("tacho.properties"), content);
  }

  private static void awaitEnabled(RunningApp app, Path file, String content, int enabled)
      throws IOException {
    Files.writeString(file, content);
    app.await(content, () -> app.scrape().metric("tacho_enabled").sum() == enabled);
  }

  private static void workUntil(RunningApp app, AtomicBoolean ended) {
    while (!ended.get()) {
      work(app);
    }
  }

  private static void work(RunningApp app) {
    assertThat(app.get(WORK).statusCode()).isEqualTo(200);
  }

  private static double counted(Scrape before, Scrape after, String metric) {
    return after.metric(metric).sum() - before.metric(metric).sum();
  }
}
