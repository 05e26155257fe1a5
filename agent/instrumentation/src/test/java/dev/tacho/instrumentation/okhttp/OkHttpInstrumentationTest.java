package dev.tacho.instrumentation.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tacho.facade.TachoProbe;
import dev.tacho.instrumentation.WovenLibrary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** OkHttp itself, woven, in versions from 3.12 to the newest: what is more than a plain call. */
final class OkHttpInstrumentationTest {
  private enum Version {
    OKHTTP_3_12("okhttp-3.12"),
    OKHTTP_3_14("okhttp-3.14"),
    OKHTTP_4("okhttp-4"),
    OKHTTP_5("okhttp-5");

    private final String folder;

    Version(String folder) {
      this.folder = folder;
    }
  }

  private static final Map<Version, BinaryOperator<String>> applications =
      new EnumMap<>(Version.class);

  /** What the server got, null for none. */
  private static final List<String> requestIds = Collections.synchronizedList(new ArrayList<>());

  private static HttpServer server;

  @BeforeAll
  static void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/ok", exchange -> answer(exchange, 200));
    server.createContext("/elsewhere", OkHttpInstrumentationTest::redirectElsewhere);
    server.createContext("/missing", exchange -> answer(exchange, 404));
    server.createContext("/silent", exchange -> {});
    server.createContext("/cacheable", OkHttpInstrumentationTest::answerForAMinute);
    server.createContext("/secured", OkHttpInstrumentationTest::answerWhomItKnows);
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
    requestIds.add(exchange.getRequestHeaders().getFirst("X-Request-ID"));
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static void redirectElsewhere(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Location", url("elsewhere.example.com", "/ok"));
    answer(exchange, 302);
  }

  private static void answerForAMinute(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Cache-Control", "max-age=60");
    exchange.sendResponseHeaders(200, 4);
    exchange.getResponseBody().write(new byte[4]);
    exchange.close();
  }

  private static void answerWhomItKnows(HttpExchange exchange) throws IOException {
    boolean known = exchange.getRequestHeaders().containsKey("Authorization");
    answer(exchange, known ? 200 : 401);
  }

  /** What the application does, where; what it counts as; and what the application sees of it. */
  private static final List<Object[]> SCENARIOS =
      List.of(
          row("execute", "/ok", "1 GET /ok 200", "200"),
          row("execute", "/missing", "1 GET /missing 404, 1 4xx", "404"),
          row("enqueue", "/ok", "1 GET /ok 200", "200"),
          row("enqueue", "/missing", "1 GET /missing 404, 1 4xx", "404"),
          row("execute twice", "/ok", "1 GET /ok 200", "200, java.lang.IllegalStateException"),
          row("enqueue twice", "/ok", "1 GET /ok 200", "200, Already Executed"),
          row("execute within an interceptor", "/ok", "1 GET /ok 200", "200"),
          row("enqueue, execute within an interceptor", "/ok", "1 GET /ok 200", "200"),
          row(
              "execute within the callback",
              "/ok",
              "1 GET /ok 200, 1 GET /ok/next 200",
              "200, 200"),
          row("enqueue on the same thread", "/ok", "1 GET /ok 200, 1 GET /ok/next 200", "200, 200"),
          row(
              "execute, mistake in an interceptor",
              "/ok",
              "1 GET /ok error, 1 other",
              "java.lang.IllegalStateException"),
          row("enqueue, mistake in an interceptor", "/ok", "1 GET /ok error, 1 other", ""),
          row(
              "enqueue, executor rejects",
              "/ok",
              "1 GET /ok error, 1 cancelled",
              "java.io.InterruptedIOException"),
          row(
              "execute, call takes too long",
              "/silent",
              "1 GET /silent error, 1 timeout",
              "java.io.InterruptedIOException"),
          row(
              "enqueue, call takes too long",
              "/silent",
              "1 GET /silent error, 1 timeout",
              "java.io.InterruptedIOException"),
          row("execute, cancelled", "/silent", "1 GET /silent error, 1 cancelled", null),
          row("enqueue, cancelled", "/silent", "1 GET /silent error, 1 cancelled", null),
          row(
              "enqueue, cancelled in the queue",
              "/ok",
              "1 GET /ok 200, 1 GET /ok error, 1 cancelled",
              "200, java.io.IOException"),
          row(
              "answer from the cache",
              "/cacheable",
              "3 GET /cacheable 200",
              "200, 200 cached, 200 cached"),
          row("authenticator", "/secured", "1 GET /secured 200", "200"),
          row("web socket", "/ok", "", "no web socket"));

  private static Object[] row(String scenario, String path, String counts, String seen) {
    return new Object[] {scenario, path, counts, seen};
  }

  static Stream<Arguments> scenarios() {
    return Arrays.stream(Version.values())
        .flatMap(
            version ->
                SCENARIOS.stream()
                    .map(row -> Arguments.of(version, row[0], row[1], row[2], row[3])));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void eachCallOfTheApplicationCountsOnce(
      Version version, String scenario, String path, String counts, String seen) {
    Map<String, Integer> before = counts();
    String actuallySeen = application(version).apply(scenario, url("127.0.0.1", path));

    assertThat(difference(before, counts())).isEqualTo(expected(counts));
    if (seen != null) { // else it differs from version to version
      assertThat(actuallySeen).isEqualTo(seen);
    }
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void callsOfARequestCarryItsIdUnseenByTheApplication(Version version) {
    assertThat(idsOfACall(version, "execute", "/ok", "200")).containsExactly("the-id");
    assertThat(idsOfACall(version, "enqueue", "/ok", "200")).containsExactly("the-id");
    assertThat(idsOfACall(version, "looking for an id", "/ok", "[null, null, null, null, null]"))
        .containsExactly("the-id");
    assertThat(idsOfACall(version, "with an id of its own", "/ok", "200"))
        .containsExactly("its-own");
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void anIdStaysBehindWhenARedirectLeadsElsewhere(Version version) {
    assertThat(idsOfACall(version, "execute", "/elsewhere", "200")).containsExactly("the-id", null);
    assertThat(idsOfACall(version, "enqueue", "/elsewhere", "200")).containsExactly("the-id", null);
  }

  private static List<String> idsOfACall(
      Version version, String scenario, String path, String seen) {
    BinaryOperator<String> application = application(version);
    requestIds.clear();
    long request = TachoProbe.requestEnter("GET", "/", "", "the-id");
    assertThat(application.apply(scenario, url("127.0.0.1", path))).isEqualTo(seen);
    TachoProbe.requestDone(TachoProbe.requestLeave(request), 200, true, null);
    return new ArrayList<>(requestIds);
  }

  private static String url(String host, String path) {
    return "http://" + host + ":" + server.getAddress().getPort() + path;
  }

  @Test
  void twoClassesAreWoven() {
    int before = WovenLibrary.wovenClasses("okhttp");
    BinaryOperator<String> fresh = newApplication(Version.OKHTTP_5);
    assertThat(fresh.apply("execute", url("127.0.0.1", "/ok"))).isEqualTo("200");

    assertThat(WovenLibrary.wovenClasses("okhttp") - before).isEqualTo(2);
  }

  private static BinaryOperator<String> application(Version version) {
    return applications.computeIfAbsent(version, OkHttpInstrumentationTest::newApplication);
  }

  private static BinaryOperator<String> newApplication(Version version) {
    return WovenLibrary.applicationWith("libraries/" + version.folder, OkHttpApplication.class);
  }

  /** How often by operation and status, and by error. */
  private static Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    for (String sample : WovenLibrary.counted("external_api_requests_total")) {
      counts.merge(
          sample.replaceAll(".*operation=\"([^\"]*)\".*status_code=\"([^\"]*)\".*", "$1 $2"),
          value(sample),
          Integer::sum);
    }
    for (String sample : WovenLibrary.counted("external_api_errors_total")) {
      counts.merge(sample.replaceAll(".*error=\"([^\"]*)\".*", "$1"), value(sample), Integer::sum);
    }
    return counts;
  }

  private static int value(String sample) {
    return (int) Double.parseDouble(sample.substring(sample.lastIndexOf(' ')));
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

  private static Map<String, Integer> expected(String counts) {
    Map<String, Integer> expected = new TreeMap<>();
    if (!counts.isEmpty()) {
      for (String count : counts.split(", ", -1)) {
        int blank = count.indexOf(' ');
        expected.put(count.substring(blank + 1), Integer.parseInt(count.substring(0, blank)));
      }
    }
    return expected;
  }
}
