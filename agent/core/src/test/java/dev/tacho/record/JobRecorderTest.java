package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.jdbc.AcmeStatement;
import com.acme.jobs.Orders;
import dev.tacho.facade.TachoSink;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class JobRecorderTest {
  private static final String RUNS = "background_job_duration_seconds_count";
  private static final String ERRORS = "background_job_errors_total";
  private static final String RUNNING = "background_jobs_running";
  private static final String DIED = "background_jobs_died_total";
  private static final String LAST_SUCCESS = "background_job_last_success_timestamp_seconds";
  private static final String CLEANUP = "{task=\"Orders.Cleanup\"}";

  /** Any class of a library that runs tasks of others. */
  private static final Object WRAPPER = new java.util.concurrent.FutureTask<>(() -> null);

  private final RecorderFixture fixture = new RecorderFixture();
  private final TachoSink recorder = fixture.recorder;
  private final Object cleanup = new Orders.Cleanup();

  @Test
  void aRunCountsWithItsStatus() {
    succeed(cleanup);
    succeed(cleanup);
    fail(cleanup, false);

    assertThat(fixture.counted(RUNS))
        .containsExactlyInAnyOrder(
            "{status=\"success\",task=\"Orders.Cleanup\"} 2",
            "{status=\"error\",task=\"Orders.Cleanup\"} 1");
    assertThat(fixture.counted(ERRORS)).containsExactly(CLEANUP + " 1");
    assertThat(fixture.counted(DIED)).isEmpty();
  }

  @Test
  void itIsRunningUntilItEndsAndKnownFromTheStart() {
    long token = recorder.jobEnter(cleanup);

    assertThat(fixture.counted(RUNNING)).containsExactly(CLEANUP + " 1");
    assertThat(fixture.value(ERRORS + CLEANUP)).isZero();
    assertThat(fixture.value(DIED + CLEANUP)).isZero();
    assertThat(fixture.labels(RUNS)).isEmpty();

    recorder.jobExit(token, null, false);

    assertThat(fixture.value(RUNNING + CLEANUP)).isZero();
    assertThat(fixture.labels(RUNS)).hasSize(2);
  }

  @Test
  void theTimeOfTheLastSuccessIsThatOfItsEnd() {
    fail(cleanup, false);
    assertThat(fixture.labels(LAST_SUCCESS)).isEmpty();

    long token = recorder.jobEnter(cleanup);
    double before = System.currentTimeMillis() / 1e3;
    recorder.jobExit(token, null, false);
    double after = System.currentTimeMillis() / 1e3;

    double success = fixture.value(LAST_SUCCESS + CLEANUP);
    assertThat(success).isBetween(before, after);
    fail(cleanup, false);
    assertThat(fixture.value(LAST_SUCCESS + CLEANUP)).isEqualTo(success);
  }

  @Test
  void runsOfOneTaskMayOverlap() {
    long token = recorder.jobEnter(cleanup);
    CompletableFuture.runAsync(
            () -> {
              long other = recorder.jobEnter(cleanup);
              assertThat(fixture.value(RUNNING + CLEANUP)).isEqualTo(2);
              recorder.jobExit(other, null, false);
            })
        .join();

    assertThat(fixture.value(RUNNING + CLEANUP)).isEqualTo(1);
    recorder.jobExit(token, null, false);
    assertThat(fixture.value(RUNNING + CLEANUP)).isZero();
    assertThat(fixture.counted(RUNS))
        .containsExactly("{status=\"success\",task=\"Orders.Cleanup\"} 2");
  }

  @Test
  void aTaskThatDiesIsCountedAsSuch() {
    fail(cleanup, true);

    assertThat(fixture.counted(DIED)).containsExactly(CLEANUP + " 1");
    assertThat(fixture.counted(ERRORS)).containsExactly(CLEANUP + " 1");
  }

  @Test
  void ofJobsInsideEachOtherTheOutermostCounts() {
    long outer = recorder.jobEnter("outer");
    succeed("inner");
    succeed(cleanup);
    fail("inner", false);
    recorder.jobExit(outer, null, false);

    assertThat(fixture.counted(RUNS)).containsExactly("{status=\"success\",task=\"outer\"} 1");
    assertThat(fixture.labels(ERRORS)).containsExactly("{task=\"outer\"}");
  }

  @Test
  void theNameOfAMethodReplacesThatOfAClass() throws Exception {
    Method archive = Orders.class.getMethod("archive");
    for (Throwable thrown : new Throwable[] {null, new IOException()}) {
      long outer = recorder.jobEnter(cleanup);
      long inner = recorder.jobEnter(new Orders(), archive);
      assertThat(fixture.value(RUNNING + "{task=\"Orders.archive\"}")).isEqualTo(1);
      recorder.jobExit(inner, thrown, false); // which somebody in between may catch
      recorder.jobExit(outer, null, false);
    }

    assertThat(fixture.counted(RUNS))
        .containsExactlyInAnyOrder(
            "{status=\"success\",task=\"Orders.archive\"} 1",
            "{status=\"error\",task=\"Orders.archive\"} 1");
    assertThat(fixture.labels(RUNNING)).containsExactly("{task=\"Orders.archive\"}");
  }

  @Test
  void aLibrarysWrapperIsNoJobButWhatItRunsIs() {
    long wrapper = recorder.jobEnter(WRAPPER);
    long within = recorder.jobEnterWithin(cleanup);
    recorder.jobFailed();
    recorder.jobExit(within, null, false);
    recorder.jobExit(wrapper, new IOException(), true);

    assertThat(fixture.counted(RUNS))
        .containsExactly("{status=\"error\",task=\"Orders.Cleanup\"} 1");
    assertThat(fixture.counted(DIED)).containsExactly(CLEANUP + " 1");
  }

  @Test
  void aLibraryThatFailsItselfLeavesNoDeath() {
    long wrapper = recorder.jobEnter(WRAPPER);
    recorder.jobExit(recorder.jobEnterWithin(cleanup), null, false);
    recorder.jobExit(wrapper, new IllegalStateException("next run rejected"), true);

    assertThat(fixture.counted(RUNS))
        .containsExactly("{status=\"success\",task=\"Orders.Cleanup\"} 1");
    assertThat(fixture.counted(DIED)).isEmpty();
  }

  @Test
  void whatALibraryRunsOnceIsNoJob() {
    assertThat(recorder.jobEnterWithin(cleanup)).isZero();
    recorder.jobFailed();
    long wrapper = recorder.jobEnter(WRAPPER);
    recorder.jobExit(wrapper, new IOException(), true);

    assertThat(fixture.labels(RUNS)).isEmpty();
    assertThat(fixture.labels(DIED)).isEmpty();
  }

  @Test
  void aMethodThatIsHandedOverCountsOnTheThreadThatGetsIt() throws Exception {
    Callable<Object> work = handOver(() -> "result");

    assertThat(fixture.labels(RUNS)).isEmpty();
    assertThat(fixture.labels(RUNNING)).isEmpty();
    assertThat(CompletableFuture.supplyAsync(() -> call(work)).get()).isEqualTo("result");
    assertThat(fixture.counted(RUNS))
        .containsExactly("{status=\"success\",task=\"Orders.archive\"} 1");
    assertThat(fixture.counted(RUNNING)).isEmpty();
  }

  @Test
  void itsExceptionGoesOnAsBefore() throws Exception {
    IOException thrown = new IOException();
    Callable<Object> work =
        handOver(
            () -> {
              throw thrown;
            });

    assertThatThrownBy(work::call).isSameAs(thrown);
    assertThat(fixture.counted(RUNS))
        .containsExactly("{status=\"error\",task=\"Orders.archive\"} 1");
  }

  @Test
  void whatAJobHasDoneByOthersBesidesIsNotTheJob() throws Exception {
    Callable<Object> work = () -> "result";
    long job = recorder.jobEnter(new Orders(), Orders.class.getMethod("archive"));
    assertThat(recorder.jobAsyncEnter(Orders.class.getMethod("lambda"))).isFalse();
    assertThat(recorder.jobHandOver(work)).isSameAs(work);
    recorder.jobExit(job, null, false);

    assertThat(fixture.counted(RUNS))
        .containsExactly("{status=\"success\",task=\"Orders.archive\"} 1");
  }

  @Test
  void aJobThatNobodyTakesHasFailed() throws Exception {
    long job = recorder.jobEnter(new Orders(), Orders.class.getMethod("archive"));
    recorder.jobAsyncEnter(Orders.class.getMethod("archive"));
    recorder.jobHandOver((Callable<Object>) () -> "result");
    recorder.jobAsyncExit();
    recorder.jobExit(job, new IllegalStateException("rejected"), false);

    assertThat(fixture.counted(RUNS))
        .containsExactly("{status=\"error\",task=\"Orders.archive\"} 1");
  }

  @Test
  void aJobThatIsHandedOverToTheSameThreadCountsOnce() throws Exception {
    long job = recorder.jobEnter(new Orders(), Orders.class.getMethod("archive"));
    recorder.jobAsyncEnter(Orders.class.getMethod("archive"));
    call(recorder.jobHandOver((Callable<Object>) () -> "result"));
    recorder.jobAsyncExit();
    recorder.jobExit(job, null, false);

    assertThat(fixture.counted(RUNS))
        .containsExactly("{status=\"success\",task=\"Orders.archive\"} 1");
  }

  /** What another thread gets to call. */
  @SuppressWarnings("unchecked")
  private Callable<Object> handOver(Callable<Object> work) throws Exception {
    Method archive = Orders.class.getMethod("archive");
    long job = recorder.jobEnter(new Orders(), archive);
    recorder.jobAsyncEnter(archive);
    Object handedOver = recorder.jobHandOver(work);
    recorder.jobAsyncExit();
    recorder.jobExit(job, null, false);
    return (Callable<Object>) handedOver;
  }

  private static Object call(Object callable) {
    try {
      return ((Callable<?>) callable).call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theFailureOfOneRunIsNotThatOfTheNext() {
    fail(cleanup, false);
    recorder.jobFailed();
    succeed(cleanup);

    assertThat(fixture.value(ERRORS + CLEANUP)).isEqualTo(1);
    assertThat(fixture.counted(RUNS)).contains("{status=\"success\",task=\"Orders.Cleanup\"} 1");
  }

  @Test
  void aThreadThatRunsOneTaskAfterTheOtherTellsBeginAndEnd() {
    recorder.jobEnds(null);
    recorder.jobBegins(cleanup);
    recorder.jobEnds(null);
    recorder.jobEnds(null);
    recorder.jobBegins("nightly.report");
    recorder.jobEnds(new IOException());
    recorder.jobBegins(WRAPPER);
    recorder.jobEnds(null);

    assertThat(fixture.counted(RUNS))
        .containsExactlyInAnyOrder(
            "{status=\"success\",task=\"Orders.Cleanup\"} 1",
            "{status=\"error\",task=\"nightly.report\"} 1");
  }

  @Test
  void anEndThatGotLostIsMadeUpForByTheNextBegin() {
    recorder.jobBegins(cleanup);
    recorder.jobBegins("nightly.report");

    assertThat(fixture.counted(RUNNING)).containsExactly("{task=\"nightly.report\"} 1");
    recorder.jobEnds(null);
    assertThat(fixture.counted(RUNNING)).isEmpty();
  }

  @Test
  void queriesOfAJobCountAsAnywhereWhateverWasLeftBehindBefore() {
    recorder.queryEnter(); // its exit got lost
    long job = recorder.jobEnter(cleanup);
    long query = recorder.queryEnter();
    recorder.queryExit(query, new AcmeStatement(), "select 1 from orders", null);
    recorder.jobExit(job, null, false);

    assertThat(fixture.counted("db_queries_total")).hasSize(1);
  }

  @Test
  void aJobWithinARequestLeavesItsStateAlone() {
    long request = recorder.requestEnter("GET", "/jobs", "", null);
    long query = recorder.queryEnter();
    long job = recorder.jobEnter(cleanup);
    long nested = recorder.queryEnter();
    recorder.queryExit(nested, new AcmeStatement(), "select 1 from orders", null);
    recorder.jobExit(job, null, false);
    recorder.queryExit(query, new AcmeStatement(), "select 1 from orders", null);
    recorder.requestDone(recorder.requestLeave(request), 200, false, null);

    assertThat(nested).isNegative();
    assertThat(fixture.counted("db_queries_total")).singleElement().asString().endsWith(" 1");
  }

  @Test
  void tasksPastTheCapAreOtherAndNoRunIsLost() {
    RecorderFixture full = new RecorderFixture("max-series=10");
    for (int i = 0; i < 7; i++) {
      full.recorder.jobExit(full.recorder.jobEnter("task" + i), null, false);
    }

    assertThat(full.counted(RUNS))
        .hasSize(6)
        .contains(
            "{status=\"success\",task=\"task4\"} 1", "{status=\"success\",task=\"_other_\"} 2");
    String family = "{family=\"background_job_duration_seconds\"}";
    assertThat(full.value("tacho_series" + family)).isEqualTo(12);
    assertThat(full.labels(RUNS)).hasSize(12);
    assertThat(full.value("tacho_series_overflow_total" + family)).isEqualTo(2);
    assertThat(full.value(ERRORS + "{task=\"_other_\"}")).isZero();
  }

  @Test
  void theNameOfATaskIsCutAndCleaned() {
    succeed("a\nb" + "x".repeat(200));

    assertThat(fixture.labels(RUNNING)).containsExactly("{task=\"ab" + "x".repeat(118) + "\"}");
  }

  private void succeed(Object task) {
    recorder.jobExit(recorder.jobEnter(task), null, false);
  }

  private void fail(Object task, boolean forGood) {
    recorder.jobExit(recorder.jobEnter(task), new IllegalStateException(), forGood);
  }
}
