package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.facade.TachoSink;
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
    long filter = recorder.requestEnter("GET", "/shop/orders");
    long servlet = recorder.requestEnter("GET", "/shop/orders");
    long forward = recorder.requestEnter("GET", "/shop/orders.jsp");

    assertThat(servlet).isEqualTo(Tokens.NESTED);
    assertThat(forward).isEqualTo(Tokens.NESTED);
    assertThat(recorder.requestLeave(forward)).isZero();
    assertThat(recorder.requestLeave(servlet)).isZero();
    long elapsed = recorder.requestLeave(filter);
    assertThat(elapsed).isPositive();
    recorder.requestDone(elapsed, "/shop", "/orders", "orders", 200, null);

    assertThat(requests())
        .containsExactly("{method=\"GET\",route=\"/shop/orders\",status_code=\"200\"} 1");
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
  void theRouteOfTheRequestIsTheOuterOneAlthoughOthersFollowOnTheThread() {
    long outer = recorder.requestEnter("GET", "/outer");
    long inner = recorder.requestEnter("POST", "/inner");
    recorder.requestLeave(inner);
    recorder.requestDone(recorder.requestLeave(outer), "", "/outer", "servlet", 200, null);

    assertThat(requests())
        .containsExactly("{method=\"GET\",route=\"/outer\",status_code=\"200\"} 1");
  }

  @Test
  void aRequestIsActiveFromEnterToLeave() {
    long start = recorder.requestEnter("GET", "/shop/orders");
    assertThat(fixture.value("http_active_requests")).isEqualTo(1);

    recorder.requestDone(recorder.requestLeave(start), "/shop", "/orders", "orders", 200, null);
    assertThat(fixture.value("http_active_requests")).isZero();
  }

  @Test
  void aRequestOfWhichTheEndCouldNotBeReadIsNotActiveForEver() {
    long start = recorder.requestEnter("GET", "/shop/orders");

    recorder.requestLeave(start); // a getter of the response threw, so that done never came

    assertThat(fixture.value("http_active_requests")).isZero();
  }

  @Test
  void aNewRequestHealsTheDepthsThatALostExitLeftBehind() {
    recorder.queryEnter();
    recorder.cacheEnter();
    recorder.externalEnter("GET", "example.com", "/");

    long request = recorder.requestEnter("GET", "/shop/orders");
    long query = recorder.queryEnter();
    long command = recorder.cacheEnter();
    Object call = recorder.externalEnter("GET", "example.com", "/");
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

  private void request(String method, String uri, int status, Throwable thrown) {
    long start = recorder.requestEnter(method, uri);
    recorder.requestDone(
        recorder.requestLeave(start), "/shop", "/orders", "orders", status, thrown);
  }

  private java.util.List<String> requests() {
    return fixture.counted("http_requests_total");
  }
}
