package dev.tacho.agenttests.http;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Apache HttpClient, from the oldest version that somebody may still have to the newest. */
final class ApacheHttpTest {
  static Stream<OutboundRun> runs() {
    return OutboundRun.of(
        HttpLibrary.of("HttpClient 4.0", "httpclient-4.0", 8)
            .by(ApacheDefaultHttpClient.class, SYNC),
        HttpLibrary.of("HttpClient 4.2", "httpclient-4.2", 8)
            .by(ApacheDefaultHttpClient.class, SYNC),
        HttpLibrary.of("HttpClient 4.3, HttpAsyncClient 4.0", "httpclient-4.3", 8)
            .by(ApacheHttpClient4.class, SYNC)
            .by(ApacheAsyncClient4.class, SYNC),
        HttpLibrary.of("HttpClient 4.5, HttpAsyncClient 4.1", "httpclient-4.5", 8)
            .by(ApacheHttpClient4.class, SYNC)
            .by(ApacheAsyncClient4.class, SYNC),
        HttpLibrary.of("HttpClient 5.0", "httpclient-5.0", 8)
            .by(ApacheHttpClient5.class, SYNC)
            .by(ApacheAsyncClient5.class, SYNC),
        HttpLibrary.of("HttpClient 5.2", "httpclient-5.2", 8)
            .by(ApacheHttpClient5.class, SYNC)
            .by(ApacheAsyncClient5.class, SYNC),
        HttpLibrary.of("HttpClient 5.6", "httpclient-5.6", 8)
            .by(ApacheHttpClient5.class, SYNC)
            .by(ApacheAsyncClient5.class, SYNC));
  }

  private static final Trait[] SYNC = {
    Trait.CANCELS, Trait.REFUSES_REDIRECT_LOOPS, Trait.RETRIES_LOST_CONNECTIONS
  };

  @ParameterizedTest
  @MethodSource("runs")
  void eachCallCountsOnce(OutboundRun run) throws Exception {
    run.check();
  }
}
