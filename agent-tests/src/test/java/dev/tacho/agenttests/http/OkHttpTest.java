package dev.tacho.agenttests.http;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** OkHttp from 3.12 to the newest, executed and enqueued. */
class OkHttpTest {
  static Stream<OutboundRun> runs() {
    return Stream.of(
            OutboundRun.of(okHttp("okhttp-3.12"), okHttp("okhttp-4"), okHttp("okhttp-5")),
            OutboundRun.attached(okHttp("okhttp-5")),
            OutboundRun.inMatrix(okHttp("okhttp-3.14")))
        .flatMap(Function.identity());
  }

  private static HttpLibrary okHttp(String librarySet) {
    Trait[] traits = {Trait.CANCELS, Trait.REFUSES_REDIRECT_LOOPS, Trait.RETRIES_LOST_CONNECTIONS};
    return HttpLibrary.of(librarySet, librarySet, 8)
        .by(OkHttpExecute.class, traits)
        .by(OkHttpEnqueue.class, traits);
  }

  @ParameterizedTest
  @MethodSource("runs")
  void eachCallCountsOnce(OutboundRun run) throws Exception {
    run.check();
  }
}
