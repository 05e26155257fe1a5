package dev.tacho.agenttests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.agenttests.apps.RedeployApp;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An application that a container takes away leaves nothing behind for the agent's sake. */
class RedeployTest {
  /** Without those between: a run takes a while. */
  static Stream<Jdk> jdks() {
    return Jdk.from(8).stream().filter(jdk -> jdk.version() != 11 && jdk.version() != 21);
  }

  static Stream<Arguments> jdksAndWays() {
    return jdks()
        .flatMap(jdk -> Stream.of("closed", "left-open").map(how -> Arguments.of(jdk, how)));
  }

  @ParameterizedTest
  @MethodSource("jdksAndWays")
  void everyLoaderIsCollected(Jdk jdk, String how) {
    try (RunningApp app = redeploying(jdk, how).agent("slow-query=1ms").start()) {
      app.endInput();
      app.await("the count of loaders", () -> app.stdout().contains("left "));
      Scrape scrape = app.scrape();

      assertThat(app.stdout()).isEqualTo("left 0\n");
      Scrape.Selection queries = scrape.metric("db_queries_total").with("system", "h2");
      queries.with("operation", "ddl").is(50);
      queries.with("operation", "insert").with("status", "success").is(100);
      queries.with("operation", "insert").with("status", "error").is(50);
      queries.with("operation", "select").is(100);
      queries.with("operation", "call").is(50);
      queries.is(350);
      assertThat(scrape.metric("db_slow_queries_total").sum()).isPositive();
    }
  }

  /** Or the test above would blame the agent, or prove nothing. */
  @ParameterizedTest
  @MethodSource("jdks")
  void withoutTheAgentEveryLoaderIsCollected(Jdk jdk) {
    try (RunningApp app = redeploying(jdk, "left-open").start()) {
      app.endInput();
      app.await("the count of loaders", () -> app.stdout().contains("left "));

      assertThat(app.stdout()).isEqualTo("left 0\n");
    }
  }

  /**
   * Soft references, the JDK has some to classes, go with the first collection; and code that is
   * loaded anew each time is not worth compiling well.
   */
  private static ChildJvm redeploying(Jdk jdk, String how) {
    return ChildJvm.of(RedeployApp.class, how)
        .on(jdk)
        .with("hikaricp-4")
        .jvmOption("-XX:SoftRefLRUPolicyMSPerMB=0")
        .jvmOption("-XX:TieredStopAtLevel=1");
  }
}
