package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tacho.methods.ClassPatterns;
import java.lang.reflect.Proxy;
import java.net.SocketTimeoutException;
import java.sql.SQLTimeoutException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

final class MethodRecorderTest {
  private final RecorderFixture fixture =
      new RecorderFixture(
          "n-plus-one=3,methods=com.acme.Billing.*=external:stripe;"
              + "com.acme.Mail.*=external:mail:send;"
              + "com.acme.Repo.*=db:select:users;"
              + "com.acme.Sessions.*=cache:get;"
              + "com.acme.Reports.*=job;"
              + "com.acme.Tax.*=method");
  private final Recorder recorder = fixture.recorder;

  @Test
  void aMethodCountsBySuccess() {
    call("Tax", "compute", null, null);
    call("Tax", "compute", null, null);
    call("Tax", "compute", null, new IllegalStateException());

    assertThat(methods())
        .containsExactlyInAnyOrder(
            "{method=\"Tax.compute\",status=\"success\"} 2",
            "{method=\"Tax.compute\",status=\"error\"} 1");
  }

  @Test
  void aMethodInsideOfItselfCountsOnceAndAnotherOneByItself() {
    int compute = number("Tax", "compute");
    int round = number("Tax", "round");
    long outer = recorder.methodEnter(compute);
    long inner = recorder.methodEnter(round);
    long again = recorder.methodEnter(compute);
    recorder.methodExit(compute, again, null, new IllegalStateException("was caught"));
    recorder.methodExit(round, inner, null, null);
    recorder.methodExit(compute, outer, null, null);
    call("Tax", "compute", null, null);

    assertThat(methods())
        .containsExactlyInAnyOrder(
            "{method=\"Tax.compute\",status=\"success\"} 2",
            "{method=\"Tax.round\",status=\"success\"} 1");
  }

  @Test
  void whatHasLostItsExitIsForgottenWithTheMethodAroundIt() {
    int compute = number("Tax", "compute");
    int round = number("Tax", "round");
    long outer = recorder.methodEnter(compute);
    recorder.methodEnter(round);
    recorder.methodExit(compute, outer, null, null);
    call("Tax", "round", null, null);

    assertThat(methods()).contains("{method=\"Tax.round\",status=\"success\"} 1");
  }

  @Test
  void anExternalMethodCountsAsACallOfItsPeer() {
    call("Billing", "charge", null, null);
    call("Billing", "charge", null, new SocketTimeoutException());
    call("Mail", "post", null, null);

    assertThat(fixture.counted("external_api_requests_total"))
        .containsExactlyInAnyOrder(
            call("Billing.charge", "stripe", "ok", 1),
            call("Billing.charge", "stripe", "error", 1),
            call("send", "mail", "ok", 1));
    assertThat(fixture.counted("external_api_errors_total"))
        .containsExactly("{error=\"timeout\",peer_service=\"stripe\"} 1");
    assertThat(fixture.labels("external_api_slow_requests_total"))
        .containsExactlyInAnyOrder(
            "{operation=\"Billing.charge\",peer_service=\"stripe\"}",
            "{operation=\"send\",peer_service=\"mail\"}");
  }

  private static String call(String operation, String peer, String status, int count) {
    return "{operation=\"%s\",peer_service=\"%s\",status_code=\"%s\"} %d"
        .formatted(operation, peer, status, count);
  }

  @Test
  void aCallOfAClientInsideOfAnExternalMethodIsNotCounted() {
    int charge = number("Billing", "charge");
    long token = recorder.methodEnter(charge);
    Object call = recorder.externalEnter("GET", "example.com", -1, "/v1");
    recorder.externalAnswered(call, 200);
    recorder.externalExit(call, null);
    recorder.methodExit(charge, token, null, null);

    assertThat(fixture.counted("external_api_requests_total"))
        .containsExactly(call("Billing.charge", "stripe", "ok", 1));
  }

  @Test
  void aQueryMethodCountsAsOneQueryWhateverItRuns() {
    int find = number("Repo", "find");
    long token = recorder.methodEnter(find);
    for (int i = 0; i < 2; i++) {
      long query = recorder.queryEnter();
      recorder.queryExit(query, new Object(), "select * from accounts", null);
    }
    recorder.methodExit(find, token, new Object(), null);
    call("Repo", "find", null, new SQLTimeoutException());

    assertThat(fixture.counted("db_queries_total"))
        .containsExactlyInAnyOrder(
            "{collection=\"users\",operation=\"select\",status=\"success\",system=\"custom\"} 1",
            "{collection=\"users\",operation=\"select\",status=\"error\",system=\"custom\"} 1");
    assertThat(fixture.counted("db_query_errors_total"))
        .containsExactly(
            "{collection=\"users\",error=\"timeout\",operation=\"select\",system=\"custom\"} 1");
  }

  @Test
  void aCacheMethodCountsByResult() {
    call("Sessions", "get", null, null);
    call("Sessions", "get", null, new IllegalStateException());

    assertThat(fixture.counted("cache_operations_total"))
        .containsExactlyInAnyOrder(
            "{operation=\"get\",result=\"ok\",system=\"custom\"} 1",
            "{operation=\"get\",result=\"error\",system=\"custom\"} 1");
    assertThat(fixture.counted("cache_operation_duration_seconds_count"))
        .containsExactly("{operation=\"get\",system=\"custom\"} 2");
  }

  @Test
  void aJobMethodCountsAsARun() {
    int nightly = number("Reports", "nightly");
    long outer = recorder.methodEnter(nightly);
    long inner = recorder.methodEnter(number("Reports", "part"));
    assertThat(fixture.counted("background_jobs_running"))
        .containsExactly("{task=\"Reports.nightly\"} 1");
    recorder.methodExit(number("Reports", "part"), inner, null, null);
    recorder.methodExit(nightly, outer, null, null);
    call("Reports", "nightly", null, new IllegalStateException());

    assertThat(fixture.counted("background_job_duration_seconds_count"))
        .containsExactlyInAnyOrder(
            "{status=\"success\",task=\"Reports.nightly\"} 1",
            "{status=\"error\",task=\"Reports.nightly\"} 1");
    assertThat(fixture.counted("background_job_errors_total"))
        .containsExactly("{task=\"Reports.nightly\"} 1");
    assertThat(fixture.counted("background_jobs_running")).isEmpty();
  }

  @Test
  void aJobMethodGivesItsNameToTheTaskThatRunsIt() {
    int nightly = number("Reports", "nightly");
    long task = recorder.jobEnter(new CompletableFuture<>());
    recorder.methodExit(nightly, recorder.methodEnter(nightly), null, new Error("was caught"));
    recorder.jobExit(task, null, false);

    assertThat(fixture.counted("background_job_duration_seconds_count"))
        .containsExactly("{status=\"error\",task=\"Reports.nightly\"} 1");
  }

  @Test
  void theTimeInARequestIsThatOnItsThread() {
    long request = recorder.requestEnter("GET", "/a", "", null);
    recorder.requestMapped("/a", "servlet");
    for (int i = 0; i < 3; i++) {
      call("Repo", "find", new CompletableFuture<>(), null);
    }
    call("Billing", "charge", new CompletableFuture<>(), null);
    call("Sessions", "get", null, null);
    recorder.requestDone(recorder.requestLeave(request), 200, false, null);

    assertThat(fixture.value("http_request_db_queries_sum{route=\"/a\"}")).isEqualTo(3);
    assertThat(fixture.value("http_request_external_calls_sum{route=\"/a\"}")).isEqualTo(1);
    assertThat(fixture.counted("http_n_plus_one_requests_total"))
        .containsExactly("{collection=\"users\",route=\"/a\"} 1");
    for (String component : List.of("db", "external", "cache")) {
      assertThat(
              fixture.value(
                  "http_request_time_seconds_total{component=\""
                      + component
                      + "\",method=\"GET\",route=\"/a\"}"))
          .as(component)
          .isPositive();
    }
    assertThat(fixture.counted("db_queries_total")).as("still running").isEmpty();
  }

  @Test
  void aFutureIsMeasuredToItsEndAndStaysTheApplications() {
    for (String[] method :
        new String[][] {
          {"Billing", "charge"},
          {"Repo", "find"},
          {"Sessions", "get"},
          {"Reports", "nightly"},
          {"Tax", "compute"}
        }) {
      CompletableFuture<String> succeeds = new CompletableFuture<>();
      CompletableFuture<String> fails = new CompletableFuture<>();
      CompletableFuture<String> isCancelled = new CompletableFuture<>();
      call(method[0], method[1], succeeds, null);
      call(method[0], method[1], fails, null);
      call(method[0], method[1], isCancelled, null);
      IllegalStateException failure = new IllegalStateException();

      succeeds.complete("done");
      fails.completeExceptionally(failure);
      isCancelled.cancel(true);

      assertThat(succeeds.getNow(null)).isEqualTo("done");
      assertThatThrownBy(fails::get).isInstanceOf(ExecutionException.class).hasCause(failure);
    }

    assertThat(methods())
        .containsExactlyInAnyOrder(
            "{method=\"Tax.compute\",status=\"success\"} 1",
            "{method=\"Tax.compute\",status=\"error\"} 2");
    assertThat(fixture.counted("external_api_errors_total"))
        .containsExactlyInAnyOrder(
            "{error=\"cancelled\",peer_service=\"stripe\"} 1",
            "{error=\"other\",peer_service=\"stripe\"} 1");
    assertThat(fixture.counted("db_query_errors_total"))
        .containsExactly(
            "{collection=\"users\",error=\"other\",operation=\"select\",system=\"custom\"} 2");
    assertThat(fixture.counted("cache_operations_total"))
        .containsExactlyInAnyOrder(
            "{operation=\"get\",result=\"ok\",system=\"custom\"} 1",
            "{operation=\"get\",result=\"error\",system=\"custom\"} 2");
    assertThat(fixture.counted("background_job_errors_total"))
        .containsExactly("{task=\"Reports.nightly\"} 2");
    assertThat(fixture.counted("background_jobs_running")).isEmpty();
  }

  @Test
  void theCauseOfAFailedStageIsLookedFor() {
    CompletableFuture<String> source = new CompletableFuture<>();
    call("Billing", "charge", source.thenApply(String::trim), null);
    call("Repo", "find", source.thenApply(String::trim), null);

    source.completeExceptionally(new CompletionException(new SQLTimeoutException("late")));

    assertThat(fixture.counted("db_query_errors_total"))
        .containsExactly(
            "{collection=\"users\",error=\"timeout\",operation=\"select\",system=\"custom\"} 1");
  }

  @Test
  void aStageThatCannotBeWatchedIsMeasuredToTheReturn() {
    CompletionStage<?> unwatchable =
        (CompletionStage<?>)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {CompletionStage.class},
                (proxy, method, arguments) -> {
                  throw new UnsupportedOperationException(method.getName());
                });

    call("Tax", "compute", unwatchable, null);

    assertThat(methods()).containsExactly("{method=\"Tax.compute\",status=\"success\"} 1");
    assertThat(fixture.counted("tacho_errors_total"))
        .containsExactly("{instrumentation=\"core\"} 1");
  }

  @Test
  void aMethodOfARefusedPatternIsNotMeasuredAnyMore() {
    int compute = number("Tax", "compute");
    call("Tax", "compute", null, null);
    ClassPatterns wide = fixture.named.of("com/acme/Tax", List.of());
    for (int i = 0; i < 201; i++) {
      wide.declares("compute", true, false);
    }
    wide.settle();

    assertThat(recorder.methodEnter(compute)).isZero();
  }

  private List<String> methods() {
    return fixture.counted("method_duration_seconds_count");
  }

  private void call(String className, String method, Object returned, Throwable thrown) {
    int number = number(className, method);
    recorder.methodExit(number, recorder.methodEnter(number), returned, thrown);
  }

  private int number(String className, String method) {
    return fixture.named.of("com/acme/" + className, List.of()).number(method, true);
  }
}
