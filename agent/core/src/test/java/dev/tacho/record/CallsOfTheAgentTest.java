package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.facade.TachoSink;
import dev.tacho.thread.AgentThread;
import org.junit.jupiter.api.Test;

final class CallsOfTheAgentTest {
  private final RecorderFixture fixture = new RecorderFixture();
  private final TachoSink recorder = fixture.recorder;

  @Test
  void outboundCallsOnAThreadOfTheAgentAreNotCounted() throws Exception {
    onThreadOfTheAgent(this::call);

    assertThat(fixture.labels("external_api_requests_total")).isEmpty();
    call();
    assertThat(fixture.counted("external_api_requests_total")).hasSize(1);
  }

  @Test
  void cacheCommandsAndStatementsOnAThreadOfTheAgentAreNotCounted() throws Exception {
    onThreadOfTheAgent(this::readCacheAndDatabase);

    assertThat(fixture.labels("cache_operations_total")).isEmpty();
    assertThat(fixture.labels("db_queries_total")).isEmpty();
    readCacheAndDatabase();
    assertThat(fixture.counted("cache_operations_total")).hasSize(1);
    assertThat(fixture.counted("db_queries_total")).hasSize(1);
  }

  private void call() {
    Object call = recorder.externalEnter("GET", "example.com", -1, "/");
    recorder.externalAnswered(call, 200);
    recorder.externalExit(call, null);
  }

  private void readCacheAndDatabase() {
    recorder.cacheExit(recorder.cacheEnter(), "GET", "value", null);
    recorder.queryExit(recorder.queryEnter(), new Object(), "SELECT 1", null);
  }

  private static void onThreadOfTheAgent(Runnable task) throws InterruptedException {
    Thread thread = new AgentThread(task, "tacho-test");
    thread.start();
    thread.join();
  }
}
