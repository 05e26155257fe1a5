package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.jdbc.AcmeStatement;
import dev.tacho.facade.TachoProbe;
import dev.tacho.facade.TachoSlot;
import java.nio.charset.StandardCharsets;
import java.util.TimerTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of calls that are in flight when the agent is switched off, and on again. */
final class SwitchedOffTest {
  private static final String GET_200 = "{method=\"GET\",route=\"/orders\",status_code=\"200\"} 1";

  private final RecorderFixture fixture = new RecorderFixture();

  @BeforeEach
  void connect() {
    TachoProbe.uninstall();
    TachoProbe.install(fixture.recorder);
  }

  @AfterEach
  void disconnect() {
    TachoProbe.uninstall();
  }

  private static void off() {
    TachoProbe.pause();
  }

  private void on() {
    fixture.recorder.resumed();
    TachoProbe.resume();
  }

  @Test
  void nothingBeginsWhileOff() {
    off();

    assertThat(TachoProbe.measures()).isFalse();
    assertThat(TachoProbe.requestEnter("GET", "/orders", "", null)).isZero();
    assertThat(TachoProbe.queryEnter()).isZero();
    assertThat(TachoProbe.cacheEnter()).isZero();
    assertThat(TachoProbe.externalEnter("GET", "shop", -1, "/")).isNull();
    assertThat(TachoProbe.jobEnter("cleanup")).isZero();
    assertThat(active()).isZero();
  }

  @Test
  void aRequestThatEndsWhileOffCountsAndIsNoLongerActive() {
    long token = enterRequest();
    off();
    leaveRequest(token);

    assertThat(active()).isZero();
    assertThat(fixture.counted("http_requests_total")).containsExactly(GET_200);
  }

  @Test
  void aRequestThatBeganWhileOffCountsNothingWhenItEnds() {
    off();
    long token = enterRequest();
    on();
    leaveRequest(token);

    assertThat(active()).isZero();
    assertThat(fixture.counted("http_requests_total")).isEmpty();
  }

  @Test
  void whatARequestPassesWhileOffLeavesItsNestingAsItWas() {
    long outer = enterRequest();
    off();
    long filter = enterRequest();
    on();
    assertThat(TachoProbe.requestNested()).isTrue(); // a servlet
    assertThat(TachoProbe.requestLeave(Tokens.NESTED)).isNull();
    leaveRequest(filter);
    assertThat(active()).isEqualTo(1);
    leaveRequest(outer);

    assertThat(active()).isZero();
    assertThat(fixture.counted("http_requests_total")).containsExactly(GET_200);
  }

  @Test
  void anAsynchronousRequestThatIsCompletedWhileOffCounts() {
    long token = enterRequest();
    Object request = TachoProbe.requestAsync();
    TachoProbe.requestDone(TachoProbe.requestLeave(token), 200, false, null);
    assertThat(active()).isEqualTo(1);
    off();
    TachoProbe.exchangeCompleted(request, 200);

    assertThat(active()).isZero();
    assertThat(fixture.counted("http_requests_total")).containsExactly(GET_200);
  }

  @Test
  void aDispatchWhileOffBelongsToItsRequest() {
    long token = enterRequest();
    Object request = TachoProbe.requestAsync();
    TachoProbe.requestDone(TachoProbe.requestLeave(token), 200, false, null);
    off();
    long dispatch = TachoProbe.requestResumed(request);
    TachoProbe.requestDone(TachoProbe.requestLeave(dispatch), 200, true, null);

    assertThat(active()).isZero();
    assertThat(fixture.counted("http_requests_total")).containsExactly(GET_200);
  }

  @Test
  void aQueryThatEndsWhileOffLeavesTheThreadsDepthAsItWas() {
    long begun = TachoProbe.queryEnter();
    off();
    long within = TachoProbe.queryEnter();
    TachoProbe.queryExit(within, this, "select 1 from members", null);
    TachoProbe.queryExit(begun, this, "select 1 from members", null);
    on();
    query("select 1 from orders");

    assertThat(fixture.counted("db_queries_total"))
        .containsExactly(query("members", 1), query("orders", 1));
  }

  @Test
  void aQueryThatBeganWhileOffIsNestedInNothing() {
    off();
    long begun = TachoProbe.queryEnter();
    on();
    query("select 1 from orders");
    TachoProbe.queryExit(begun, this, "select 1 from members", null);
    query("select 1 from orders");

    assertThat(fixture.counted("db_queries_total")).containsExactly(query("orders", 2));
  }

  @Test
  void aStatementPreparedWhileOffIsKnownLater() {
    SlottedStatement statement = new SlottedStatement();
    off();
    TachoProbe.statementPrepared(statement, "select 1 from orders");
    on();
    for (int i = 0; i < 2; i++) {
      long begun = TachoProbe.queryEnter();
      TachoProbe.queryExit(begun, statement, TachoProbe.slot(statement), null);
    }
    long batch = TachoProbe.queryEnter();
    TachoProbe.batchExit(batch, statement, new int[] {1}, null);

    assertThat(fixture.counted("db_queries_total")).containsExactly(query("orders", 3));
  }

  @Test
  void aDriverThatConnectsWhileOffIsKnownLater() {
    off();
    TachoProbe.connected(new com.acme.jdbc.AcmeConnection(), "jdbc:acme:shop");
    on();
    long begun = TachoProbe.queryEnter();
    TachoProbe.queryExit(begun, new AcmeStatement(), "select 1 from orders", null);

    assertThat(fixture.counted("db_queries_total"))
        .containsExactly(query("orders", 1).replace("other", "acme"));
  }

  @Test
  void aCommandWhoseReplyCameWhileOffIsForgotten() {
    TachoProbe.commandSent(bytes("GET"), 1);
    off();
    TachoProbe.commandAnswered("value", null);
    TachoProbe.commandSent(bytes("GET"), 1);
    on();
    TachoProbe.commandAnswered("value", null);

    assertThat(fixture.counted("cache_operations_total")).isEmpty();
  }

  @Test
  void aPipelineWhoseCommandsWereReadWhileOffIsForgotten() {
    TachoProbe.commandQueued();
    off();
    TachoProbe.pipelineExit(TachoProbe.cacheEnter(), null);
    on();
    TachoProbe.pipelineExit(TachoProbe.cacheEnter(), null);

    assertThat(fixture.counted("cache_operations_total")).isEmpty();
  }

  @Test
  void aCallThatEndsWhileOffLeavesTheCachesDepthAsItWas() {
    long begun = TachoProbe.cacheEnter();
    off();
    TachoProbe.cacheExit(begun, "SET", "OK", null);
    on();
    TachoProbe.cacheExit(TachoProbe.cacheEnter(), "SET", "OK", null);

    assertThat(fixture.counted("cache_operations_total"))
        .containsExactly("{operation=\"set\",result=\"ok\",system=\"redis\"} 2");
  }

  @Test
  void anOutboundCallThatEndsWhileOffCounts() {
    Object call = TachoProbe.externalEnter("GET", "shop", -1, "/orders");
    off();
    TachoProbe.externalAnswered(call, 200);
    TachoProbe.externalExit(call, null);
    on();
    Object next = TachoProbe.externalEnter("GET", "shop", -1, "/orders");
    TachoProbe.externalAnswered(next, 200);
    TachoProbe.externalExit(next, null);

    assertThat(fixture.counted("external_api_requests_total"))
        .containsExactly("{operation=\"GET /orders\",peer_service=\"shop\",status_code=\"200\"} 2");
  }

  @Test
  void aJobThatEndsWhileOffIsNotRunningAnyMore() {
    long token = TachoProbe.jobEnter("cleanup");
    off();
    TachoProbe.jobExit(token, null, false);

    assertThat(fixture.counted("background_jobs_running")).isEmpty();
    assertThat(fixture.counted("background_job_duration_seconds_count"))
        .containsExactly("{status=\"success\",task=\"cleanup\"} 1");
  }

  @Test
  void aTimersTaskThatEndsWhileOffIsNotRunningAnyMore() {
    TachoProbe.jobBegins(new Cleanup());
    off();
    TachoProbe.jobEnds(null);

    assertThat(fixture.counted("background_jobs_running")).isEmpty();
    assertThat(fixture.counted("background_job_duration_seconds_count"))
        .containsExactly("{status=\"success\",task=\"SwitchedOffTest.Cleanup\"} 1");
  }

  @Test
  void aTimerThatDiesWhileOffEndsItsRunAndCountsNoDeath() {
    TachoProbe.jobBegins(new Cleanup());
    off();
    TachoProbe.timerDied(null, new IllegalStateException("bug"));

    assertThat(fixture.counted("background_jobs_running")).isEmpty();
    assertThat(fixture.counted("background_job_errors_total"))
        .containsExactly("{task=\"SwitchedOffTest.Cleanup\"} 1");
    assertThat(fixture.counted("background_jobs_died_total")).isEmpty();
  }

  @Test
  void whatMayEndUnseenIsNotInFlightAnyMore() {
    long token = enterRequest();
    Object request = TachoProbe.requestAsync();
    TachoProbe.requestDone(TachoProbe.requestLeave(token), 200, false, null);
    TachoProbe.jobBegins(new Cleanup());
    off();
    fixture.recorder.unwoven();

    assertThat(active()).isZero();
    assertThat(fixture.counted("background_jobs_running")).isEmpty();

    on();
    TachoProbe.jobEnds(null); // of a run that began unseen
    TachoProbe.exchangeCompleted(request, 200); // seen after all
    long next = enterRequest();
    assertThat(active()).isEqualTo(1);
    leaveRequest(next);

    assertThat(active()).isZero();
    assertThat(fixture.counted("background_job_duration_seconds_count")).isEmpty();
  }

  @Test
  void afterTheAgentHasGoneNothingIsCalledAnyMore() throws InterruptedException {
    Thread thread = new Thread(this::queryWhileTheAgentGoes); // its depth stays as it is
    thread.start();
    thread.join();
    on();

    assertThat(TachoProbe.measures()).isFalse();
    assertThat(fixture.counted("db_queries_total")).isEmpty();
  }

  private void queryWhileTheAgentGoes() {
    long query = TachoProbe.queryEnter();
    TachoProbe.uninstall();
    TachoProbe.queryExit(query, this, "select 1 from members", null);
  }

  /** As the advice does it, for a request without an id. */
  private static long enterRequest() {
    if (!TachoProbe.measures()) {
      return 0;
    }
    if (TachoProbe.requestNested()) {
      return Tokens.NESTED;
    }
    long token = TachoProbe.requestEnter("GET", "/orders", "", null);
    TachoProbe.routeMatched("", "", "/orders");
    return token;
  }

  private static void leaveRequest(long token) {
    TachoProbe.requestDone(TachoProbe.requestLeave(token), 200, false, null);
  }

  private void query(String sql) {
    TachoProbe.queryExit(TachoProbe.queryEnter(), this, sql, null);
  }

  private static String query(String table, int count) {
    return "{collection=\""
        + table
        + "\",operation=\"select\",status=\"success\",system=\"other\"} "
        + count;
  }

  private double active() {
    return fixture.value("http_active_requests");
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }

  private static final class Cleanup extends TimerTask {
    @Override
    public void run() {
      // Only its class is asked for.
    }
  }

  private static final class SlottedStatement implements TachoSlot {
    private Object slot;

    @Override
    public Object tachoSlot() {
      return slot;
    }

    @Override
    public void tachoSlot(Object value) {
      slot = value;
    }
  }
}
