package dev.tacho.agenttests.http;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What rides on an HTTP client: a call of it counts once, as the client's. */
final class HttpFrameworksTest {
  private static final Trait[] HABITS = {
    Trait.REFUSES_REDIRECT_LOOPS, Trait.RETRIES_LOST_CONNECTIONS
  };
  private static final Trait[] AND_CANCELS = {
    Trait.REFUSES_REDIRECT_LOOPS, Trait.RETRIES_LOST_CONNECTIONS, Trait.CANCELS
  };

  static Stream<OutboundRun> runs() {
    return Stream.concat(
        OutboundRun.of(java8(), spring("spring-7")), OutboundRun.inMatrix(spring("spring-6")));
  }

  private static HttpLibrary java8() {
    return HttpLibrary.of("Spring 5, Retrofit 2, Feign", "http-frameworks", 8)
        .by(RestTemplateUrlConnection.class, HABITS)
        .by(RestTemplateOkHttp.class, HABITS)
        .by(RestTemplateApache4.class, HABITS)
        .by(RetrofitExecute.class, AND_CANCELS)
        .by(RetrofitEnqueue.class, AND_CANCELS)
        .by(FeignUrlConnection.class, HABITS)
        .by(FeignOkHttp.class, HABITS);
  }

  private static HttpLibrary spring(String librarySet) {
    return HttpLibrary.of(librarySet, librarySet, 17)
        .by(RestTemplateUrlConnection.class, HABITS)
        .by(
            RestTemplateJavaHttp.class,
            Trait.RETRIES_LOST_CONNECTIONS,
            Trait.TIMES_OUT_BY_CANCELLING)
        .by(RestClientJavaHttp.class, Trait.RETRIES_LOST_CONNECTIONS, Trait.TIMES_OUT_BY_CANCELLING)
        .by(WebClientJavaHttp.class, Trait.RETRIES_LOST_CONNECTIONS, Trait.CANCELS);
  }

  @ParameterizedTest
  @MethodSource("runs")
  void eachCallCountsOnce(OutboundRun run) throws Exception {
    run.check();
  }
}
