package dev.tacho.agenttests.http;

import static dev.tacho.agenttests.http.Target.FULL;
import static dev.tacho.agenttests.http.Target.PLAIN;
import static dev.tacho.agenttests.http.Target.REFUSING;
import static dev.tacho.agenttests.http.Target.TLS;
import static dev.tacho.agenttests.http.Target.UNKNOWN;
import static dev.tacho.agenttests.http.Target.UNTRUSTED;
import static dev.tacho.agenttests.http.Target.WRONG_NAME;

import dev.tacho.agenttests.http.OutboundScenario.Interlude;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What can happen to a call, and what it counts as: one table for all libraries, versions and ways.
 * The stub server of the tests says what each path does.
 */
public final class OutboundScenarios {
  public static final List<OutboundScenario> ALL = Collections.unmodifiableList(table());
  private static final int SOON = 300;

  private OutboundScenarios() {}

  static OutboundScenario named(String name) {
    for (OutboundScenario scenario : ALL) {
      if (scenario.name.equals(name)) {
        return scenario;
      }
    }
    throw new IllegalArgumentException(name);
  }

  private static List<OutboundScenario> table() {
    List<OutboundScenario> all = new ArrayList<>();
    all.addAll(answers());
    all.addAll(redirects());
    all.addAll(connections());
    all.addAll(failures());
    return all;
  }

  private static OutboundScenario scenario(String name) {
    return new OutboundScenario(name);
  }

  private static List<OutboundScenario> answers() {
    return Arrays.asList(
        scenario("methods")
            .get("/status/200")
            .call(PLAIN, "HEAD", "/status/200", null)
            .call(PLAIN, "DELETE", "/status/200", null)
            .call(PLAIN, "POST", "/echo", "a body")
            .call(PLAIN, "PUT", "/echo", "another body")
            .answers(1, "GET /status/{id}", 200)
            .answers(1, "HEAD /status/{id}", 200)
            .answers(1, "DELETE /status/{id}", 200)
            .answers(1, "POST /echo", 200)
            .answers(1, "PUT /echo", 200),
        scenario("statuses")
            .get("/status/201")
            .get("/status/204")
            .get("/status/304")
            .get("/status/400")
            .get("/status/404")
            .get("/status/410")
            .get("/status/500")
            .get("/status/503")
            .get("/status/599")
            .answers(1, "GET /status/{id}", 201)
            .answers(1, "GET /status/{id}", 204)
            .answers(1, "GET /status/{id}", 304)
            .answers(1, "GET /status/{id}", 400)
            .answers(1, "GET /status/{id}", 404)
            .answers(1, "GET /status/{id}", 410)
            .answers(1, "GET /status/{id}", 500)
            .answers(1, "GET /status/{id}", 503)
            .answers(1, "GET /status/{id}", 599),
        scenario("refused POST")
            .call(PLAIN, "POST", "/status/422", "a body")
            .answers(1, "POST /status/{id}", 422),
        scenario("chunked").get("/chunked").answers(1, "GET /chunked", 200),
        scenario("body until the end").get("/until-close").answers(1, "GET /until-close", 200),
        scenario("query").get("/status/200?secret=1").answers(1, "GET /status/{id}", 200),
        scenario("late head").get("/late-head").answers(1, "GET /late-head", 200),
        scenario("head before body")
            .get("/held-body")
            .with(Interlude.BODY)
            .answers(1, "GET /held-body", 200),
        scenario("many at once")
            .get("/status/200")
            .get("/status/503")
            .byThreads(25)
            .answers(25, "GET /status/{id}", 200)
            .answers(25, "GET /status/{id}", 503));
  }

  private static List<OutboundScenario> redirects() {
    return Arrays.asList(
        scenario("redirect").get("/redirect/same").answers(1, "GET /redirect/same", 200),
        scenario("redirect to another host")
            .get("/redirect/other")
            .whereNot(Trait.LOSES_REDIRECTS)
            .answers(1, "GET /redirect/other", 200),
        scenario("redirects in a row")
            .get("/redirect/chain")
            .answers(1, "GET /redirect/chain", 200),
        scenario("redirect to an error")
            .get("/redirect/missing")
            .answers(1, "GET /redirect/missing", 404),
        scenario("redirect to a closed port")
            .get("/redirect/refused")
            .fails(1, "GET /redirect/refused", "connect"),
        scenario("redirects without an end")
            .get("/redirect/loop")
            .whereNot(Trait.REFUSES_REDIRECT_LOOPS)
            .answers(1, "GET /redirect/loop", 302),
        scenario("redirects without an end are refused")
            .get("/redirect/loop")
            .where(Trait.REFUSES_REDIRECT_LOOPS)
            .fails(1, "GET /redirect/loop", "io"));
  }

  private static List<OutboundScenario> connections() {
    return Arrays.asList(
        scenario("kept connection")
            .get("/status/200")
            .get("/status/200")
            .answers(2, "GET /status/{id}", 200),
        scenario("lost connection")
            .get("/then-close")
            .get("/status/200")
            .where(Trait.RETRIES_LOST_CONNECTIONS)
            .answers(1, "GET /then-close", 200)
            .answers(1, "GET /status/{id}", 200),
        scenario("lost connection is an error")
            .get("/then-close")
            .get("/status/200")
            .whereNot(Trait.RETRIES_LOST_CONNECTIONS, Trait.RACES_WITH_CLOSING)
            .answers(1, "GET /then-close", 200)
            .fails(1, "GET /status/{id}", "io"),
        scenario("tls").get(TLS, "/status/200").answers(1, "GET /status/{id}", 200));
  }

  private static List<OutboundScenario> failures() {
    return Arrays.asList(
        scenario("no answer")
            .get("/silent")
            .within(SOON)
            .varies()
            .whereNot(Trait.TIMES_OUT_BY_CANCELLING)
            .fails(1, "GET /silent", "timeout"),
        scenario("no answer, so it cancels")
            .get("/silent")
            .within(SOON)
            .varies()
            .where(Trait.TIMES_OUT_BY_CANCELLING)
            .fails(1, "GET /silent", "cancelled"),
        scenario("refused").get(REFUSING, "/refused").fails(1, "GET /refused", "connect"),
        scenario("no way through")
            .get(FULL, "/full")
            .connectingWithin(SOON)
            .whereNot(Trait.HIDES_CONNECT_TIMEOUTS)
            .fails(1, "GET /full", "timeout"),
        scenario("no way through, but who knows")
            .get(FULL, "/full")
            .connectingWithin(SOON)
            .where(Trait.HIDES_CONNECT_TIMEOUTS)
            .fails(1, "GET /full", "connect"),
        scenario("unknown host")
            .get(UNKNOWN, "/unknown")
            .varies()
            .fails(1, "nobody.invalid GET /unknown", "dns"),
        scenario("reset").get("/reset").fails(1, "GET /reset", "io"),
        scenario("closed").get("/close").fails(1, "GET /close", "io"),
        scenario("reset within the head").get("/reset-head").fails(1, "GET /reset-head", "io"),
        scenario("closed within the body").get("/close-body").answers(1, "GET /close-body", 200),
        scenario("garbage")
            .get("/garbage")
            .whereNot(Trait.TAKES_GARBAGE)
            .fails(1, "GET /garbage", "io"),
        scenario("certificate nobody knows")
            .get(UNTRUSTED, "/status/200")
            .fails(1, "GET /status/{id}", "tls"),
        scenario("certificate of another host")
            .get(WRONG_NAME, "/status/200")
            .whereNot(Trait.TAKES_CERTIFICATES_OF_OTHER_HOSTS)
            .fails(1, "GET /status/{id}", "tls"),
        scenario("cancelled")
            .get("/silent")
            .with(Interlude.CANCEL)
            .varies()
            .where(Trait.CANCELS)
            .fails(1, "GET /silent", "cancelled"),
        scenario("given up")
            .get("/silent")
            .with(Interlude.CANCEL)
            .varies()
            .where(Trait.GIVES_UP)
            .fails(1, "GET /silent", "timeout"));
  }
}
