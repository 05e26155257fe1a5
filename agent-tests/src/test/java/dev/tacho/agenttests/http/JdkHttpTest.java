package dev.tacho.agenttests.http;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to call a service by what the JDK has. */
class JdkHttpTest {
  private static final Trait[] HABITS = {
    Trait.RETRIES_LOST_CONNECTIONS, Trait.REFUSES_REDIRECT_LOOPS
  };

  private static final HttpLibrary HTTP_CLIENT =
      HttpLibrary.of("java.net.http", null, 11)
          .by(JavaHttpSend.class, Trait.RETRIES_LOST_CONNECTIONS, Trait.CANCELS)
          .by(JavaHttpSendAsync.class, Trait.RETRIES_LOST_CONNECTIONS, Trait.CANCELS)
          .by(JavaHttpSendAsyncWithPushes.class, Trait.RETRIES_LOST_CONNECTIONS, Trait.GIVES_UP);

  private static final HttpLibrary URL_CONNECTION =
      HttpLibrary.of("HttpURLConnection", null, 8)
          .by(UrlConnectionByStatus.class, HABITS)
          .by(UrlConnectionByStream.class, HABITS)
          .by(UrlConnectionByHeader.class, HABITS);

  static Stream<OutboundRun> runs() {
    return Stream.concat(
        OutboundRun.of(HTTP_CLIENT, URL_CONNECTION),
        OutboundRun.attached(HTTP_CLIENT, URL_CONNECTION));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void eachCallCountsOnce(OutboundRun run) throws Exception {
    run.check();
  }
}
