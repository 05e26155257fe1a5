package dev.tacho.agenttests.http;

import static dev.tacho.agenttests.http.Trait.CANCELS;
import static dev.tacho.agenttests.http.Trait.HIDES_CONNECT_TIMEOUTS;
import static dev.tacho.agenttests.http.Trait.LOSES_REDIRECTS;
import static dev.tacho.agenttests.http.Trait.RACES_WITH_CLOSING;
import static dev.tacho.agenttests.http.Trait.REFUSES_REDIRECT_LOOPS;
import static dev.tacho.agenttests.http.Trait.RETRIES_LOST_CONNECTIONS;
import static dev.tacho.agenttests.http.Trait.TAKES_CERTIFICATES_OF_OTHER_HOSTS;

import dev.tacho.agenttests.harness.Jdk;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Apache HttpClient, from the oldest version that somebody may still have to the newest. */
final class ApacheHttpTest {
  static Stream<OutboundRun> runs() {
    HttpLibrary newest =
        // 5.6.3 sets the check of the name after it has handed its settings to the TLS engine.
        version5("HttpClient 5.6", "httpclient-5.6")
            .by(ApacheAsyncClient5.class, async(TAKES_CERTIFICATES_OF_OTHER_HOSTS));
    HttpLibrary newest4 =
        version4("HttpClient 4.5, HttpAsyncClient 4.1", "httpclient-4.5")
            .by(ApacheAsyncClient4.class, async());
    return Stream.of(
            OutboundRun.of(
                before43("HttpClient 4.0", "httpclient-4.0"),
                version4("HttpClient 4.3, HttpAsyncClient 4.0", "httpclient-4.3")
                    .by(ApacheAsyncClient4.class, async(HIDES_CONNECT_TIMEOUTS, LOSES_REDIRECTS)),
                newest4,
                version5("HttpClient 5.0", "httpclient-5.0").by(ApacheAsyncClient5.class, async()),
                newest),
            OutboundRun.attached(newest),
            Jdk.isMatrix() ? OutboundRun.attached(newest4) : Stream.<OutboundRun>empty(),
            OutboundRun.inMatrix(
                before43("HttpClient 4.2", "httpclient-4.2"),
                version5("HttpClient 5.2", "httpclient-5.2").by(ApacheAsyncClient5.class, async())))
        .flatMap(Function.identity());
  }

  private static Trait[] async(Trait... more) {
    return Stream.concat(
            Stream.of(CANCELS, REFUSES_REDIRECT_LOOPS, RACES_WITH_CLOSING), Stream.of(more))
        .toArray(Trait[]::new);
  }

  private static HttpLibrary before43(String name, String librarySet) {
    return HttpLibrary.of(name, librarySet, 8)
        .by(
            ApacheDefaultHttpClient.class,
            CANCELS,
            REFUSES_REDIRECT_LOOPS,
            RETRIES_LOST_CONNECTIONS);
  }

  private static HttpLibrary version4(String name, String librarySet) {
    return HttpLibrary.of(name, librarySet, 8)
        .by(ApacheHttpClient4.class, CANCELS, REFUSES_REDIRECT_LOOPS, RETRIES_LOST_CONNECTIONS);
  }

  private static HttpLibrary version5(String name, String librarySet) {
    return HttpLibrary.of(name, librarySet, 8)
        .by(ApacheHttpClient5.class, CANCELS, REFUSES_REDIRECT_LOOPS, RETRIES_LOST_CONNECTIONS);
  }

  @ParameterizedTest
  @MethodSource("runs")
  void eachCallCountsOnce(OutboundRun run) throws Exception {
    run.check();
  }
}
