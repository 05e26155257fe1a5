package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.facade.TachoSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class ExternalRecorderTest {
  private final RecorderFixture fixture = new RecorderFixture();
  private final TachoSink recorder = fixture.recorder;

  @Test
  void anAnsweredCallIsRecordedWithItsStatusWhenTheHeadArrives() {
    ExternalCall call = enter("GET", "/v1/charges/42");

    call.answered(201);

    assertThat(requests()).containsExactly(request("GET /v1/charges/{id}", "201", 1));
    recorder.externalExit(call, null);
  }

  @Test
  void whatHappensAfterTheHeadIsNotRecordedAgain() {
    ExternalCall call = enter("GET", "/a");

    call.answered(200);
    call.answered(500);
    recorder.externalExit(call, new IOException("the body broke off"));

    assertThat(requests()).containsExactly(request("GET /a", "200", 1));
    assertThat(fixture.counted("external_api_errors_total")).isEmpty();
  }

  @Test
  void aCallThatFailsWithoutAnswerIsAnError() {
    ExternalCall call = enter("GET", "/a");

    recorder.externalExit(call, new IOException("broken"));
    call.answered(200);

    assertThat(requests()).containsExactly(request("GET /a", "error", 1));
    assertThat(fixture.counted("external_api_errors_total"))
        .containsExactly("{error=\"io\",peer_service=\"example.com\"} 1");
  }

  @Test
  void headAndEndOnTwoThreadsRecordOnce() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      ExternalCall call = enter("GET", "/a");
      CountDownLatch start = new CountDownLatch(1);
      Thread head =
          new Thread(
              () -> {
                start.countDown();
                call.answered(200);
              });
      head.start();
      start.await();
      recorder.externalExit(call, new IOException("broken"));
      head.join();
    }

    double answered = value("200");
    double failed = value("error");
    assertThat(answered + failed).isEqualTo(1_000);
  }

  @Test
  void stepsOfOneClientAreOneCallThatTheAnswerEnds() {
    Object connection = new Object();

    step(connection, 0, null);
    step(connection, 0, null);
    assertThat(requests()).isEmpty();
    step(connection, 404, new IOException("thrown for the status"));

    assertThat(requests()).containsExactly(request("GET /a", "404", 1));
  }

  @Test
  void aStepThatFailsIsTheCallsFailureAndTryingAgainIsNoSecondOne() {
    Object connection = new Object();

    step(connection, 0, new IOException("refused"));
    step(connection, 0, new IOException("refused again"));

    assertThat(requests()).containsExactly(request("GET /a", "error", 1));
  }

  @Test
  void whatIsThrownAfterARedirectIsAFailure() {
    step(new Object(), 302, new IOException("too many"));

    assertThat(requests()).containsExactly(request("GET /a", "error", 1));
  }

  @Test
  void clientsThatTakeTurnsAreCallsOfTheirOwn() {
    Object one = new Object();
    Object other = new Object();

    step(one, 0, null);
    step(other, 0, null);
    step(one, 200, null);
    step(other, 200, null);

    assertThat(requests()).containsExactly(request("GET /a", "200", 2));
  }

  private void step(Object connection, int status, Throwable thrown) {
    Object call = recorder.externalStepEnter(connection, "GET", "example.com", -1, "/a");
    recorder.externalStepExit(call, status, thrown);
  }

  @Test
  void anAsynchronousCallEndsWhenItsHeadArrives() {
    ExternalCall call = enter("GET", "/a");

    recorder.externalLeave(call, null);
    assertThat(requests()).isEmpty();
    recorder.externalAnswered(call, 200);
    recorder.externalFailed(call, new IOException("the body broke off"));

    assertThat(requests()).containsExactly(request("GET /a", "200", 1));
    assertThat(fixture.counted("external_api_errors_total")).isEmpty();
  }

  @Test
  void anAsynchronousCallThatIsCancelledIsAnError() {
    ExternalCall call = enter("GET", "/a");

    recorder.externalLeave(call, null);
    recorder.externalFailed(call, null);
    recorder.externalAnswered(call, 200);

    assertThat(requests()).containsExactly(request("GET /a", "error", 1));
    assertThat(fixture.counted("external_api_errors_total"))
        .containsExactly("{error=\"cancelled\",peer_service=\"example.com\"} 1");
  }

  @Test
  void anAsynchronousCallThatNeverBeganIsAnError() {
    ExternalCall call = enter("GET", "/a");

    recorder.externalLeave(call, new IOException("no thread to be had"));

    assertThat(requests()).containsExactly(request("GET /a", "error", 1));
  }

  @Test
  void aCallThatIsHandedOverLeavesItsThreadFreeForOthers() {
    ExternalCall call = enter("GET", "/a");
    recorder.externalHandOver(call, "carrier");

    ExternalCall next = enter("GET", "/b");
    next.answered(200);
    recorder.externalExit(next, null);

    assertThat(requests()).containsExactly(request("GET /b", "200", 1));
  }

  @Test
  void callsBeginningWhileACallIsResumedArePartOfIt() {
    Object carrier = new Object();
    ExternalCall call = enter("GET", "/a");
    recorder.externalHandOver(call, carrier);

    assertThat(recorder.externalResume(carrier)).isSameAs(call);
    assertThat(enter("GET", "/token")).isSameAs(ExternalCall.NESTED);
    recorder.externalExit(ExternalCall.NESTED, null);
    recorder.externalPause(call);
    ExternalCall inCallback = enter("GET", "/callback");
    recorder.externalExit(inCallback, null);

    assertThat(inCallback).isNotSameAs(ExternalCall.NESTED);
  }

  @Test
  void aCallIsResumedOnceAndByItsOwnCarrierOnly() {
    Object carrier = new Object();
    ExternalCall call = enter("GET", "/a");
    recorder.externalHandOver(call, carrier);

    assertThat(recorder.externalResume(new Object())).isNull();
    assertThat(recorder.externalResume(carrier)).isSameAs(call);
    recorder.externalPause(call);
    assertThat(recorder.externalResume(carrier)).isNull();
  }

  @Test
  void aCallInsideACallIsNotHandedOver() {
    Object carrier = new Object();
    ExternalCall outer = enter("GET", "/outer");
    recorder.externalHandOver(enter("GET", "/inner"), carrier);

    assertThat(recorder.externalResume(carrier)).isNull();
    outer.answered(200);
    recorder.externalExit(outer, null);
    assertThat(requests()).containsExactly(request("GET /outer", "200", 1));
  }

  @Test
  void theIdOfARequestIsHandedOverWithItsCall() throws Exception {
    TachoSink telling = new RecorderFixture("propagate-to=example.com").recorder;
    Object carrier = new Object();
    long request = telling.requestEnter("GET", "/", "", "id-17");
    telling.externalHandOver(telling.externalEnter("GET", "example.com", -1, "/"), carrier);
    telling.requestDone(telling.requestLeave(request), 200, true, null);

    List<String> ids = new ArrayList<>();
    Thread dispatcher =
        new Thread(
            () -> {
              Object call = telling.externalResume(carrier);
              ids.add(telling.outboundId("example.com"));
              ids.add(telling.outboundId("elsewhere.com"));
              telling.externalPause(call);
              ids.add(telling.outboundId("example.com"));
            });
    dispatcher.start();
    dispatcher.join();

    assertThat(ids).containsExactly("id-17", null, null);
  }

  @Test
  void callsThatDifferInOneThingOnlyAreToldApart() {
    String[][] calls = {
      {"GET", "example.com", "/a"},
      {"GET", "example.com", "/a"},
      {"PUT", "example.com", "/a"},
      {"PUT", "example.com", "/b"},
      {"PUT", "localhost", "/b"},
      {"PUT", null, "/b"},
      {"PUT", "localhost", null},
      {"PUT", "localhost", "/b"},
    };
    for (String[] call : calls) {
      Object token = recorder.externalEnter(call[0], call[1], -1, call[2]);
      recorder.externalAnswered(token, 200);
      recorder.externalExit(token, null);
    }

    assertThat(requests())
        .containsExactlyInAnyOrder(
            request("GET /a", "200", 2),
            request("PUT /a", "200", 1),
            request("PUT /b", "200", 1),
            "{operation=\"PUT /b\",peer_service=\"localhost\",status_code=\"200\"} 2",
            "{operation=\"PUT /b\",peer_service=\"_none_\",status_code=\"200\"} 1",
            "{operation=\"PUT /\",peer_service=\"localhost\",status_code=\"200\"} 1");
  }

  @Test
  void aCallInsideACallIsNotMeasured() {
    ExternalCall outer = enter("GET", "/outer");
    ExternalCall inner = enter("GET", "/inner");

    inner.answered(200);
    recorder.externalExit(inner, new IOException("broken"));
    outer.answered(204);
    recorder.externalExit(outer, null);

    assertThat(inner).isSameAs(ExternalCall.NESTED);
    assertThat(requests()).containsExactly(request("GET /outer", "204", 1));
  }

  @Test
  void aCallWithoutHostIsMeasuredUnderNoName() {
    ExternalCall call = (ExternalCall) recorder.externalEnter("GET", null, -1, null);
    call.answered(200);
    recorder.externalExit(call, null);

    assertThat(requests())
        .containsExactly("{operation=\"GET /\",peer_service=\"_none_\",status_code=\"200\"} 1");
  }

  @Test
  void aMethodThatHttpDoesNotKnowIsAnother() {
    ExternalCall call = enter("FROB", "/a");
    call.answered(200);
    recorder.externalExit(call, null);
    ExternalCall unknown = enter(null, "/a");
    unknown.answered(200);
    recorder.externalExit(unknown, null);

    assertThat(requests()).containsExactly(request("_OTHER /a", "200", 2));
  }

  @Test
  void aCallbackGoesThroughTheWrapperOfItsNumber() {
    TachoSink wrapping =
        new RecorderFixture(
                (original, context) -> "first " + original,
                (original, context) -> "second " + original + " of " + context)
            .recorder;

    assertThat(wrapping.wrap(1, "callback", "call")).isEqualTo("second callback of call");
  }

  private ExternalCall enter(String method, String path) {
    return (ExternalCall) recorder.externalEnter(method, "example.com", -1, path);
  }

  private List<String> requests() {
    return fixture.counted("external_api_requests_total");
  }

  private double value(String status) {
    return fixture.counted("external_api_requests_total").stream()
        .filter(sample -> sample.contains("status_code=\"" + status + "\""))
        .mapToDouble(sample -> Double.parseDouble(sample.substring(sample.lastIndexOf(' '))))
        .sum();
  }

  private static String request(String operation, String status, int count) {
    return "{operation=\""
        + operation
        + "\",peer_service=\"example.com\",status_code=\""
        + status
        + "\"} "
        + count;
  }
}
