package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.facade.TachoSink;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RequestRecorderTest {
  private final RecorderFixture fixture = new RecorderFixture();
  private final TachoSink recorder = fixture.recorder;

  @Test
  void aRequestCountsWithWhatWasKnownAtItsStartAndAtItsEnd() {
    request("GET", "/shop/orders/1", 200, null);

    assertThat(requests())
        .containsExactly("{method=\"GET\",route=\"/shop/orders\",status_code=\"200\"} 1");
  }

  @Test
  void aRequestCountsOnceHoweverManyFiltersAndForwardsItPasses() {
    long filter = enter("GET", "/shop/orders");
    assertThat(recorder.requestNested()).isTrue(); // a servlet
    assertThat(recorder.requestNested()).isTrue(); // a forward

    assertThat(recorder.requestLeave(Tokens.NESTED)).isNull();
    assertThat(recorder.requestLeave(Tokens.NESTED)).isNull();
    finish(recorder, filter, "/orders", 200, null);

    assertThat(requests())
        .containsExactly("{method=\"GET\",route=\"/shop/orders\",status_code=\"200\"} 1");
  }

  @Test
  void nothingIsNestedOnceTheOutermostEntryHasEndedThoughAnInnerExitWasLost() {
    long filter = enter("GET", "/shop/orders");
    recorder.requestNested();
    recorder.requestLeave(filter);

    assertThat(recorder.requestNested()).isFalse();
  }

  @Test
  void anIgnoredRequestIsNotCountedAndNeitherIsWhatItPasses() {
    assertThat(recorder.requestNested()).isFalse();
    long filter = recorder.requestIgnored();
    assertThat(recorder.requestNested()).isTrue();

    assertThat(recorder.requestLeave(Tokens.NESTED)).isNull();
    assertThat(recorder.requestLeave(filter)).isNull();
    assertThat(recorder.requestNested()).isFalse();
    assertThat(requests()).isEmpty();
    assertThat(active()).isZero();
  }

  @Test
  void anExceptionThatLeavesTheApplicationIsAFiveHundred() {
    request("GET", "/shop/orders", 200, new IllegalStateException("bug"));

    assertThat(requests())
        .containsExactly("{method=\"GET\",route=\"/shop/orders\",status_code=\"500\"} 1");
  }

  @Test
  void anExceptionBesidesAnErrorStatusKeepsThatStatus() {
    request("GET", "/shop/orders", 503, new IllegalStateException("overload"));

    assertThat(requests())
        .containsExactly("{method=\"GET\",route=\"/shop/orders\",status_code=\"503\"} 1");
  }

  @Test
  void aRequestIsActiveFromEnterToLeave() {
    long token = enter("GET", "/shop/orders");
    assertThat(active()).isEqualTo(1);

    finish(recorder, token, "/orders", 200, null);
    assertThat(active()).isZero();
  }

  @Test
  void aRequestOfWhichTheEndCouldNotBeReadIsNotActiveForEver() {
    long token = enter("GET", "/shop/orders");

    recorder.requestLeave(token); // a getter of the response threw, so that done never came

    assertThat(active()).isZero();
  }

  @Test
  void anAsynchronousRequestIsActiveUntilItIsCompleteAndCountsThen() {
    InboundRequest request = suspended("/slow", "/slow");
    assertThat(active()).isEqualTo(1);
    assertThat(requests()).isEmpty();

    request.completed(202);
    assertThat(active()).isZero();
    assertThat(requests())
        .containsExactly("{method=\"GET\",route=\"/shop/slow\",status_code=\"202\"} 1");
  }

  @Test
  void anAsynchronousRequestCountsOnceThoughBothTheListenerAndTheDispatchSeeItsEnd() {
    InboundRequest request = suspended("/slow", "/slow");
    long dispatch = recorder.requestResumed(request);
    finish(recorder, dispatch, "/other", 200, null);
    request.completed(200);

    assertThat(active()).isZero();
    assertThat(requests())
        .as("under the route that the client asked for")
        .containsExactly("{method=\"GET\",route=\"/shop/slow\",status_code=\"200\"} 1");
  }

  @Test
  void anAsynchronousRequestMayGoAndComeBackSeveralTimes() {
    InboundRequest request = suspended("/slow", "/slow");
    for (int i = 0; i < 3; i++) {
      long dispatch = recorder.requestResumed(request);
      assertThat(recorder.requestAsync()).isSameAs(request);
      finish(recorder, dispatch, "/slow", 200, null);
      assertThat(active()).isEqualTo(1);
    }
    request.completed(200);

    assertThat(active()).isZero();
    assertThat(requests()).hasSize(1).first().asString().endsWith(" 1");
  }

  @Test
  void theNextRequestOfAThreadIsAnotherOneThanTheOneThatWentOnAsynchronously() {
    InboundRequest first = suspended("/first", "/first");
    InboundRequest second = suspended("/second", "/second");
    second.completed(200);
    first.completed(503);

    assertThat(requests())
        .containsExactlyInAnyOrder(
            "{method=\"GET\",route=\"/shop/first\",status_code=\"503\"} 1",
            "{method=\"GET\",route=\"/shop/second\",status_code=\"200\"} 1");
  }

  @Test
  void aDispatchOfARequestThatIsNotMeasuredIsNotMeasured() {
    long dispatch = recorder.requestResumed(null);

    assertThat(recorder.requestLeave(dispatch)).isNull();
    assertThat(requests()).isEmpty();
    assertThat(active()).isZero();
  }

  @Test
  void aCompletionThatCannotBeReadIsCountedAsAnErrorAndTheRequestIsNotActiveForEver() {
    InboundRequest request = suspended("/slow", "/slow");

    request.completionFailed(new NoSuchMethodError("getStatus"));

    assertThat(active()).isZero();
    assertThat(fixture.value("tacho_errors_total{instrumentation=\"core\"}")).isEqualTo(1);
  }

  @Test
  void withoutAMappingTheServletsPatternsTellTheRoute() {
    assertThat(routeOf("/shop/members/7", List.of("/x", "/members/*"), "/members", "/7"))
        .isEqualTo("/shop/members/*");
    assertThat(routeOf("/shop/members", List.of("/members/*"), "/members", null))
        .isEqualTo("/shop/members/*");
    assertThat(routeOf("/shop/hello", List.of("/other", "/hello"), "/hello", null))
        .isEqualTo("/shop/hello");
    assertThat(routeOf("/shop/missing", List.of("/"), "/missing", null)).isEqualTo("_unmatched_");
    assertThat(routeOf("/shop/a.do", List.of("*.do"), "/a.do", null)).isEqualTo("_unmatched_");
  }

  private static String routeOf(
      String uri, List<String> patterns, String servletPath, String pathInfo) {
    RecorderFixture fixture = new RecorderFixture();
    long token = fixture.recorder.requestEnter("GET", uri, "/shop", null);
    fixture.recorder.requestMapped("", "");
    assertThat(fixture.recorder.servletReached()).isTrue();
    fixture.recorder.servletRegistered("servlet", patterns, servletPath, pathInfo);
    assertThat(fixture.recorder.servletReached()).as("asked once").isFalse();
    Object request = fixture.recorder.requestLeave(token);
    fixture.recorder.requestDone(request, 404, false, null);
    String sample = fixture.counted("http_requests_total").get(0);
    return sample.substring(sample.indexOf("route=\"") + 7, sample.indexOf("\",status"));
  }

  @Test
  void aServletIsNotAskedForItsRegistrationWhereTheContainerTellsMappings() {
    request("GET", "/shop/orders", 200, null);

    long token = enter("GET", "/shop/orders");
    recorder.requestMapped("/orders", "orders");
    assertThat(recorder.servletReached()).isFalse();
    recorder.requestLeave(token);
  }

  @Test
  void whatAFilterAnswersInTheDefaultServletsPlaceIsNoStaticFile() {
    for (int i = 0; i < 3; i++) {
      long token = enter("GET", "/shop/guarded");
      recorder.requestMapped("/", "default");
      recorder.requestDone(recorder.requestLeave(token), 200, false, null);
    }
    long file = enter("GET", "/shop/logo.png");
    recorder.requestMapped("/", "default");
    recorder.servletReached();
    recorder.requestDone(recorder.requestLeave(file), 200, false, null);

    assertThat(requests())
        .containsExactlyInAnyOrder(
            "{method=\"GET\",route=\"_other_\",status_code=\"200\"} 2",
            "{method=\"GET\",route=\"/shop/guarded\",status_code=\"200\"} 1",
            "{method=\"GET\",route=\"_static_\",status_code=\"200\"} 1");
  }

  @Test
  void whatTheContainerMakesOfAnAnswerAfterwardsIsWhatCounts() {
    long exchange = recorder.exchangeEnter(false);
    long token = enter("GET", "/shop/orders");
    finish(recorder, token, "/orders", 200, new IllegalStateException("bug"));
    assertThat(requests()).isEmpty();
    recorder.exchangeExit(exchange, 503); // its error page

    assertThat(requests())
        .containsExactly("{method=\"GET\",route=\"/shop/orders\",status_code=\"503\"} 1");
  }

  @Test
  void anExchangeThatIsCompletedElsewhereCountsWithWhatWasKnownAtItsEnd() {
    long exchange = recorder.exchangeEnter(true);
    long token = enter("GET", "/shop/orders");
    finish(recorder, token, "/orders", 200, new IllegalStateException("bug"));
    recorder.exchangeExit(exchange, 0);

    assertThat(requests())
        .containsExactly("{method=\"GET\",route=\"/shop/orders\",status_code=\"500\"} 1");
    assertThat(recorder.completionTold()).isFalse();
  }

  @Test
  void anExchangeTellsTheEndOfAnAsynchronousRequestInTheListenersPlace() {
    long exchange = recorder.exchangeEnter(true);
    assertThat(recorder.completionTold()).isTrue();
    InboundRequest request = suspended("/slow", "/orders");
    recorder.exchangeExit(exchange, 0);
    assertThat(requests()).isEmpty();
    recorder.exchangeCompleted(request, 201);
    recorder.exchangeCompleted(request, 500);

    assertThat(requests())
        .containsExactly("{method=\"GET\",route=\"/shop/orders\",status_code=\"201\"} 1");
    assertThat(active()).isZero();
  }

  @Test
  void aRequestThatFailsOnceItIsAsynchronousHasEndedAsNoListenerMayBeTold() {
    long token = enter("GET", "/shop/orders");
    recorder.requestMapped("/orders", "orders");
    InboundRequest request = (InboundRequest) recorder.requestAsync();
    recorder.requestDone(
        recorder.requestLeave(token), 200, false, new IllegalStateException("bug"));
    request.completed(200);

    assertThat(requests())
        .containsExactly("{method=\"GET\",route=\"/shop/orders\",status_code=\"500\"} 1");
    assertThat(active()).isZero();
  }

  @Test
  void aDispatchThatEndsARequestWhoseAnswerHasBeenSentIsItsEnd() {
    InboundRequest request = suspended("/slow", "/orders");
    long dispatch = recorder.requestResumed(request);
    recorder.requestDone(recorder.requestLeave(dispatch), 200, true, null);
    assertThat(active()).isZero();
    request.completed(200);

    assertThat(requests())
        .containsExactly("{method=\"GET\",route=\"/shop/orders\",status_code=\"200\"} 1");
  }

  @Test
  void anExceptionAfterTheAnswerHasBeenSentKeepsItsStatus() {
    long token = enter("GET", "/shop/orders");
    recorder.requestMapped("/orders", "orders");
    Object request = recorder.requestLeave(token);
    recorder.requestDone(request, 200, true, new java.io.IOException("Broken pipe"));

    assertThat(requests())
        .containsExactly("{method=\"GET\",route=\"/shop/orders\",status_code=\"200\"} 1");
  }

  @Test
  void aFailureOfAnAsynchronousDispatchIsTheContainersToAnswer() {
    InboundRequest request = suspended("/slow", "/orders");
    long dispatch = recorder.requestResumed(request);
    finish(recorder, dispatch, "/orders", 200, new IllegalStateException("bug"));
    assertThat(active()).isEqualTo(1);
    request.completed(502);

    assertThat(requests())
        .containsExactly("{method=\"GET\",route=\"/shop/orders\",status_code=\"502\"} 1");
  }

  @Test
  void aConfiguredRouteWinsOverAllOthers() {
    RecorderFixture configured = new RecorderFixture("routes=/img/*;/w/{page}");
    request(configured, "/shop/img/a.png", "/img/*", 200);
    request(configured, "/shop/w/17", "/", 404);
    long token = configured.recorder.requestEnter("GET", "/w/18", "", null);
    configured.recorder.routeMatched("", "", "/w/{id}");
    finish(configured.recorder, token, "/", 200, null);

    assertThat(configured.counted("http_requests_total"))
        .containsExactlyInAnyOrder(
            "{method=\"GET\",route=\"/img/*\",status_code=\"200\"} 1",
            "{method=\"GET\",route=\"/w/{page}\",status_code=\"404\"} 1",
            "{method=\"GET\",route=\"/w/{page}\",status_code=\"200\"} 1");
  }

  private static void request(RecorderFixture fixture, String uri, String mapping, int status) {
    long token = fixture.recorder.requestEnter("GET", uri, "/shop", null);
    finish(fixture.recorder, token, mapping, status, null);
  }

  @Test
  void healthChecksAndScrapesAreExcludedUnlessTheOperatorSaysOtherwise() {
    assertThat(recorder.requestExcluded("/health", "")).isTrue();
    assertThat(recorder.requestExcluded("/shop/actuator/health/liveness", "/shop")).isTrue();
    assertThat(recorder.requestExcluded("/metrics", "")).isTrue();
    assertThat(recorder.requestExcluded("/", "")).isFalse();
    assertThat(recorder.requestExcluded("/healthy", "")).isFalse();

    TachoSink all = new RecorderFixture("exclude=/;/ping").recorder;
    assertThat(all.requestExcluded("/", "")).isTrue();
    assertThat(all.requestExcluded("/shop/ping", "/shop")).isTrue();
    assertThat(all.requestExcluded("/health", "")).isFalse();
  }

  @Test
  void aStatementThatARequestRunsTooOftenIsAnNPlusOneOfItsCollection() {
    RecorderFixture strict = new RecorderFixture("n-plus-one=3");
    for (int queries : new int[] {2, 3, 7}) {
      long token = strict.recorder.requestEnter("GET", "/shop/orders", "/shop", null);
      for (int i = 0; i < queries; i++) {
        long query = strict.recorder.queryEnter();
        strict.recorder.queryExit(query, new Object(), "select * from lines where id = ?", null);
        long other = strict.recorder.queryEnter();
        strict.recorder.queryExit(other, new Object(), "select c" + i + " from members", null);
      }
      finish(strict.recorder, token, "/orders", 200, null);
    }

    assertThat(strict.counted("http_n_plus_one_requests_total"))
        .containsExactly("{collection=\"lines\",route=\"/shop/orders\"} 2");
    assertThat(strict.value("http_request_db_queries_sum{route=\"/shop/orders\"}")).isEqualTo(24);
  }

  @Test
  void aCallInsideACallOfAnotherFamilyTakesTimeOfTheOuterOneOnly() {
    long request = enter("GET", "/shop/orders");
    long query = recorder.queryEnter();
    long command = recorder.cacheEnter();
    recorder.cacheExit(command, Redis.PING, "PONG", null);
    recorder.queryExit(query, new Object(), "select * from members", null);
    finish(recorder, request, "/orders", 200, null);

    assertThat(seconds("cache")).isZero();
    assertThat(seconds("db")).isPositive();
  }

  @Test
  void aCallToAnotherServiceIsHeldTimeOnlyWhileTheRequestHasAConnection() {
    Object connection = new Object();
    long token = enter("GET", "/shop/orders");
    call("before.example");
    recorder.connectionTaken(recorder.connectionEnter(), connection);
    call("held.example");
    call("held.example");
    recorder.connectionReturned(connection);
    call("after.example");
    finish(recorder, token, "/orders", 200, null);

    String held = "db_connection_held_external_seconds_total";
    assertThat(fixture.value(held + "{peer_service=\"held.example\",route=\"/shop/orders\"}"))
        .isPositive();
    assertThat(fixture.labels(held)).hasSize(1);
    assertThat(fixture.value("http_request_external_calls_sum{route=\"/shop/orders\"}"))
        .isEqualTo(4);
  }

  private void call(String host) {
    recorder.externalExit(recorder.externalEnter("GET", host, -1, "/"), null);
  }

  @Test
  void callsOutsideOfARequestAreNobodysTime() {
    long query = recorder.queryEnter();
    recorder.queryExit(query, new Object(), "select * from members", null);
    request("GET", "/shop/orders", 200, null);

    assertThat(seconds("db")).isZero();
    assertThat(fixture.value("http_request_db_queries_sum{route=\"/shop/orders\"}")).isZero();
  }

  @Test
  void theTimeOfAnAsynchronousRequestIsThatOfAllThreadsOnWhichItWas() {
    InboundRequest request = suspended("/slow", "/orders");
    long query = recorder.queryEnter(); // the thread does something else now
    recorder.queryExit(query, new Object(), "select * from members", null);
    long dispatch = recorder.requestResumed(request);
    long command = recorder.cacheEnter();
    recorder.cacheExit(command, Redis.PING, "PONG", null);
    finish(recorder, dispatch, "/orders", 200, null);

    request.completed(200);

    assertThat(seconds("db")).isZero();
    assertThat(seconds("cache")).isPositive();
  }

  private double seconds(String component) {
    return fixture.value(
        "http_request_time_seconds_total{component=\""
            + component
            + "\",method=\"GET\",route=\"/shop/orders\"}");
  }

  @Test
  void aNewRequestHealsTheDepthsThatALostExitLeftBehind() {
    recorder.queryEnter();
    recorder.cacheEnter();
    recorder.externalEnter("GET", "example.com", -1, "/");

    long request = enter("GET", "/shop/orders");
    long query = recorder.queryEnter();
    long command = recorder.cacheEnter();
    Object call = recorder.externalEnter("GET", "example.com", -1, "/");
    recorder.queryExit(query, new Object(), "select * from members", null);
    recorder.cacheExit(command, Redis.PING, "PONG", null);
    recorder.externalExit(call, new java.io.IOException("broken"));
    recorder.requestLeave(request);

    assertThat(query).isPositive();
    assertThat(command).isPositive();
    assertThat(fixture.counted("db_query_duration_seconds_count")).hasSize(1);
    assertThat(fixture.counted("cache_operation_duration_seconds_count")).hasSize(1);
    assertThat(fixture.counted("external_api_duration_seconds_count")).hasSize(1);
  }

  private enum Redis {
    PING
  }

  private long enter(String method, String uri) {
    assertThat(recorder.requestNested()).isFalse();
    return recorder.requestEnter(method, uri, "/shop", null);
  }

  private void request(String method, String uri, int status, Throwable thrown) {
    long token = enter(method, uri);
    finish(recorder, token, "/orders", status, thrown);
  }

  /** A request that has left the thread on which it came. */
  private InboundRequest suspended(String path, String mapping) {
    long token = enter("GET", "/shop" + path);
    recorder.requestMapped(mapping, "servlet");
    Object request = recorder.requestAsync();
    assertThat(recorder.requestAsync()).as("told by a wrapper as well").isNull();
    recorder.requestDone(recorder.requestLeave(token), 200, false, null);
    return (InboundRequest) request;
  }

  private static void finish(
      TachoSink recorder, long token, String mapping, int status, Throwable thrown) {
    recorder.requestMapped(mapping, "servlet");
    recorder.requestDone(recorder.requestLeave(token), status, false, thrown);
  }

  private double active() {
    return fixture.value("http_active_requests");
  }

  private List<String> requests() {
    return fixture.counted("http_requests_total");
  }
}
