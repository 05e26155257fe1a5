package dev.tacho.instrumentation.apachehttp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tacho.facade.TachoProbe;
import dev.tacho.instrumentation.WovenLibrary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Apache HttpClient itself, woven: what is more than a plain call. */
final class ApacheHttpInstrumentationTest {
  private static final BinaryOperator<String> version4 =
      WovenLibrary.newApplication(ApacheHttp4Application.class);
  private static final BinaryOperator<String> version5 =
      WovenLibrary.newApplication(ApacheHttp5Application.class);

  /** What the server got, "none" for none. */
  private static final List<String> requestIds = Collections.synchronizedList(new ArrayList<>());

  private static HttpServer server;

  @BeforeAll
  static void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/ok", exchange -> answer(exchange, 200));
    server.createContext("/busy", exchange -> answer(exchange, 503));
    server.createContext("/elsewhere", ApacheHttpInstrumentationTest::redirectElsewhere);
    server.start();
  }

  @AfterAll
  static void stopServer() {
    server.stop(0);
  }

  @AfterEach
  void nothingWentWrongInsideTheAgent() {
    assertThat(WovenLibrary.counted("tacho_errors_total")).isEmpty();
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    String id = exchange.getRequestHeaders().getFirst("X-Request-ID");
    requestIds.add(id == null ? "none" : id);
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static void redirectElsewhere(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Location", url("elsewhere.example.com", "/ok"));
    answer(exchange, 302);
  }

  @ParameterizedTest
  @CsvSource({
    "4, call,                           /ok,   200,                          GET /ok 200=1",
    "4, handler,                        /ok,   200,                          GET /ok 200=1",
    "4, handler fails,                  /ok,   java.io.UncheckedIOException, GET /ok 200=1",
    "4, relative,                       /ok,   200,                          GET /ok 200=1",
    "4, absolute,                       /ok,   200,                          GET /ok 200=1",
    "4, no target,  /ok, org.apache.http.client.ClientProtocolException,     ''",
    "4, no request, /ok, java.lang.IllegalArgumentException,                 ''",
    "4, minimal,                        /ok,   200,                          GET /ok 200=1",
    "4, decompressing,                  /ok,   200,                          GET /ok 200=1",
    "4, tried again,                    /busy, 503,                          GET /busy 503=1",
    "4, async,                          /ok,   200,                          GET /ok 200=1",
    "4, async minimal,                  /ok,   200,                          GET /ok 200=1",
    "4, async before start, /ok, java.util.concurrent.CancellationException, ''",
    "4, async without a producer, /ok, java.lang.NullPointerException,       ''",
    "5, call,                           /ok,   200,                          GET /ok 200=1",
    "5, handler fails,                  /ok,   java.io.UncheckedIOException, GET /ok 200=1",
    "5, relative,                       /ok,   200,                          GET /ok 200=1",
    "5, no target,  /ok, org.apache.hc.client5.http.ClientProtocolException, ''",
    "5, no request, /ok, java.lang.NullPointerException,                     ''",
    "5, minimal,                        /ok,   200,                          GET /ok 200=1",
    "5, async,                          /ok,   200,                          GET /ok 200=1",
    "5, async minimal,                  /ok,   200,                          GET /ok 200=1",
    "5, async behind a blocking client, /ok,   200,                          GET /ok 200=1",
    "5, async before start, /ok, java.util.concurrent.CancellationException, ''",
  })
  void eachCallOfTheApplicationCountsOnce(
      int version, String scenario, String path, String seen, String counts) {
    Map<String, Integer> before = counts();

    assertThat(application(version).apply(scenario, url("127.0.0.1", path))).isEqualTo(seen);
    assertThat(difference(before, counts())).hasToString("{" + counts + "}");
  }

  @ParameterizedTest
  @CsvSource({
    "4, call,                       /ok,        200,  the-id",
    "4, request looked at,          /ok,        null, the-id",
    "4, call with an id of its own, /ok,        200,  its-own",
    "4, call,                       /elsewhere, 200,  the-id none",
    "4, async,                      /ok,        200,  none",
    "5, call,                       /ok,        200,  the-id",
    "5, request looked at,          /ok,        null, the-id",
    "5, call with an id of its own, /ok,        200,  its-own",
    "5, call,                       /elsewhere, 200,  the-id none",
    "5, async,                      /ok,        200,  the-id",
    "5, async request looked at,    /ok,        null, the-id",
    "5, async,                      /elsewhere, 200,  the-id none",
    "5, minimal,                    /ok,        200,  none",
  })
  void theIdOfTheRequestGoesAlongUnseenByTheApplication(
      int version, String scenario, String path, String seen, String ids) {
    requestIds.clear();
    long request = TachoProbe.requestEnter("GET", "/", "", "the-id");
    String actuallySeen = application(version).apply(scenario, url("127.0.0.1", path));
    TachoProbe.requestDone(TachoProbe.requestLeave(request), 200, true, null);

    assertThat(actuallySeen).isEqualTo(seen);
    assertThat(String.join(" ", requestIds)).isEqualTo(ids);
  }

  private static BinaryOperator<String> application(int version) {
    return version == 4 ? version4 : version5;
  }

  private static String url(String host, String path) {
    return "http://" + host + ":" + server.getAddress().getPort() + path;
  }

  /** How often by operation and status. */
  private static Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    for (String sample : WovenLibrary.counted("external_api_requests_total")) {
      counts.merge(
          sample.replaceAll("(?s).*operation=\"([^\"]*)\".*status_code=\"([^\"]*)\".*", "$1 $2"),
          (int) Double.parseDouble(sample.substring(sample.lastIndexOf(' '))),
          Integer::sum);
    }
    return counts;
  }

  private static Map<String, Integer> difference(
      Map<String, Integer> before, Map<String, Integer> after) {
    Map<String, Integer> difference = new TreeMap<>();
    after.forEach(
        (what, count) -> {
          int added = count - before.getOrDefault(what, 0);
          if (added != 0) {
            difference.put(what, added);
          }
        });
    return difference;
  }
}
