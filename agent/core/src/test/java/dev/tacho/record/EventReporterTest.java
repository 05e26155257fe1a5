package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.facade.TachoSink;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class EventReporterTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final String SELECT = "select * from members where name = 'Xyzzy'";

  private final RecorderFixture fixture =
      new RecorderFixture(
          "event-log=stderr,slow-query=1s,critical-query=5s,slow-request=1ms,slow-external=1ms,"
              + "n-plus-one=3");
  private final TachoSink recorder = fixture.recorder;

  @Test
  void aQueryThatIsNotSlowIsNoEvent() throws Exception {
    execute(SELECT, 0);
    execute(SELECT, SECOND / 2);

    assertThat(fixture.events()).isEmpty();
  }

  @Test
  void aSlowQueryIsToldWithoutItsLiterals() throws Exception {
    execute(SELECT, 2 * SECOND);

    assertThat(fixture.events())
        .singleElement()
        .asString()
        .startsWith(
            "{\"level\":\"warning\",\"kind\":\"slow_query\",\"system\":\"other\","
                + "\"operation\":\"select\",\"collection\":\"members\",\"duration_seconds\":2.0")
        .contains("\"threshold_type\":\"slow\",\"threshold_seconds\":1.0,")
        .contains("\"statement\":\"select * from members where name = ?\"")
        .contains("\"thread\":\"" + Thread.currentThread().getName() + "\"")
        .doesNotContain("Xyzzy", "request_id", "route", "result_count", "pool");
  }

  @Test
  void aCriticalQueryIsOneEventAndNotASlowOneToo() throws Exception {
    execute(SELECT, 6 * SECOND);

    assertThat(fixture.events())
        .singleElement()
        .asString()
        .startsWith("{\"level\":\"critical\",\"kind\":\"critical_query\"")
        .contains("\"threshold_type\":\"critical\",\"threshold_seconds\":5.0,");
  }

  @Test
  void theRowsThatASlowUpdateOrBatchChangedAreToldWhereJdbcTellsThem() throws Exception {
    Object statement = new Object();
    recorder.statementPrepared(statement, "update members set age = ?");
    recorder.updateExit(begun(2 * SECOND), statement, null, 42, null);
    recorder.batchExit(begun(2 * SECOND), statement, new int[] {1, 2, 4}, null);
    recorder.batchExit(begun(2 * SECOND), statement, new long[] {8, 16}, null);
    recorder.batchExit(begun(2 * SECOND), statement, new int[] {1, -2}, null);

    assertThat(fixture.events())
        .extracting(line -> line.replaceAll(".*\"result_count\":(\\d+),.*", "$1"))
        .startsWith("42", "7", "24")
        .last()
        .asString()
        .doesNotContain("result_count");
  }

  @Test
  void aQueryOfARequestTellsItsIdMethodAndTheRouteIfThatIsKnownAlready() throws Exception {
    long request = recorder.requestEnter("GET", "/shop/members/7", "/shop", "req-1");
    execute(SELECT, 2 * SECOND);
    recorder.routeMatched("/shop", "", "/members/{id}");
    execute(SELECT, 2 * SECOND);
    recorder.requestDone(recorder.requestLeave(request), 200, false, null);

    List<String> queries = fixture.events().subList(0, 2);
    assertThat(queries.get(0)).contains("\"request_id\":\"req-1\",\"method\":\"GET\",\"thread\"");
    assertThat(queries.get(1))
        .contains("\"request_id\":\"req-1\",\"method\":\"GET\",\"route\":\"/shop/members/{id}\"");
  }

  @Test
  void aSlowRequestIsToldAtItsEnd() throws Exception {
    long request = recorder.requestEnter("GET", "/members/7", "", "req-1");
    recorder.routeMatched("", "", "/members/{id}");
    letAMillisecondPass();
    recorder.requestDone(recorder.requestLeave(request), 503, false, null);

    assertThat(fixture.events())
        .singleElement()
        .asString()
        .startsWith("{\"level\":\"warning\",\"kind\":\"slow_request\",\"duration_seconds\":")
        .endsWith(
            "\"threshold_type\":\"slow\",\"threshold_seconds\":0.001,\"request_id\":\"req-1\","
                + "\"method\":\"GET\",\"route\":\"/members/{id}\",\"status_code\":503}");
  }

  @Test
  void aRepeatedStatementIsOneEventOfItsRequestWithTheNumberOfExecutions() throws Exception {
    RecorderFixture patient = new RecorderFixture("event-log=stderr,n-plus-one=3");
    for (int queries : new int[] {2, 5}) {
      long request = patient.recorder.requestEnter("GET", "/members", "", null);
      patient.recorder.routeMatched("", "", "/members");
      for (int i = 0; i < queries; i++) {
        patient.recorder.queryExit(
            patient.recorder.queryEnter(),
            new Object(),
            "select * from orders where id=" + i,
            null);
      }
      patient.recorder.requestDone(patient.recorder.requestLeave(request), 200, false, null);
    }

    assertThat(patient.events())
        .singleElement()
        .asString()
        .startsWith(
            "{\"level\":\"warning\",\"kind\":\"n_plus_one\",\"system\":\"other\","
                + "\"operation\":\"select\",\"collection\":\"orders\","
                + "\"statement\":\"select * from orders where id=?\",\"statement_hash\":\"")
        .contains("\"executions\":5,\"method\":\"GET\",\"route\":\"/members\",\"thread\":");
  }

  @Test
  void aConnectionHeldDuringASlowCallIsAnEventOfItsRequest() throws Exception {
    long request = recorder.requestEnter("GET", "/members", "", null);
    recorder.routeMatched("", "", "/members");
    Object connection = new Object();
    recorder.connectionTaken(recorder.connectionEnter(), connection);
    Object call = recorder.externalEnter("GET", "stripe", -1, "/v1");
    letAMillisecondPass();
    recorder.externalExit(call, new IOException());
    recorder.connectionReturned(connection);
    recorder.requestDone(recorder.requestLeave(request), 200, false, null);

    assertThat(fixture.events())
        .filteredOn(line -> line.contains("connection_held"))
        .singleElement()
        .asString()
        .contains("\"threshold_seconds\":0.001,\"method\":\"GET\",\"route\":\"/members\"")
        .contains("\"peer_service\":\"stripe\"");
  }

  @Test
  void theErrorRatioIsAnEventWhenItRisesAboveItsThreshold() throws Exception {
    RecorderFixture strict = new RecorderFixture("event-log=stderr,max-error-ratio=25%");
    requests(strict.recorder, 9, 500);
    strict.recorder.keepHouse();
    assertThat(strict.events()).as("with too few requests").isEmpty();

    requests(strict.recorder, 11, 200);
    strict.recorder.keepHouse();
    strict.recorder.keepHouse();
    assertThat(strict.events())
        .containsExactly(
            "{\"level\":\"warning\",\"kind\":\"error_ratio_exceeded\",\"ratio\":0.45,"
                + "\"threshold_ratio\":0.25}");

    requests(strict.recorder, 20, 200);
    strict.recorder.keepHouse();
    requests(strict.recorder, 20, 500);
    strict.recorder.keepHouse();
    assertThat(strict.events()).as("again, after it had fallen").hasSize(2);
  }

  @Test
  void noMoreThanFiveEventsAMinuteTellOfOneStatement() throws Exception {
    for (int i = 0; i < 20; i++) {
      execute("select * from members where name = 'name " + i + "'", 2 * SECOND);
    }
    execute("select * from orders", 2 * SECOND);

    assertThat(fixture.events()).hasSize(6);
    assertThat(fixture.value("tacho_event_log_dropped_total{reason=\"rate\"}")).isEqualTo(15);
  }

  private static void requests(TachoSink recorder, int count, int status) {
    for (int i = 0; i < count; i++) {
      long request = recorder.requestEnter("GET", "/members", "", null);
      recorder.requestDone(recorder.requestLeave(request), status, false, null);
    }
  }

  private void execute(String sql, long nanos) {
    recorder.queryExit(begun(nanos), new Object(), sql, null);
  }

  /** The token of a query that began some time ago. */
  private long begun(long nanosAgo) {
    return recorder.queryEnter() - nanosAgo;
  }

  private static void letAMillisecondPass() {
    long start = System.nanoTime();
    while (System.nanoTime() - start < 2 * SECOND / 1000) {
      Thread.onSpinWait();
    }
  }
}
