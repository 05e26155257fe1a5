package dev.tacho.agenttests.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a framework runs for the application is the application's, each statement once; a request
 * that reads twelve members and then the orders of each has the N+1 problem, in whatever way the
 * framework makes its SQL.
 */
class FrameworksTest {
  private static final int MEMBERS = 12;
  private static final int ORDERS = 24;

  /** Each framework on the oldest JDK that it runs on, and on the newest. */
  static Stream<Arguments> runs() {
    List<Arguments> runs = new ArrayList<>();
    for (Framework framework : Framework.values()) {
      List<Jdk> jdks = Jdk.from(8).stream().filter(framework::runsOn).toList();
      Stream.of(jdks.get(0), jdks.get(jdks.size() - 1))
          .distinct()
          .forEach(jdk -> runs.add(Arguments.of(framework, jdk, false)));
      if (framework == Framework.SPRING_BOOT_4
          || (Jdk.isMatrix() && framework.hasTablesAtTheStart())) {
        runs.add(Arguments.of(framework, jdks.get(0), true));
      }
    }
    return runs.stream();
  }

  @ParameterizedTest(name = "{0} on {1}, attached: {2}")
  @MethodSource("runs")
  void eachStatementCountsOnceAndRepetitionIsFound(Framework framework, Jdk jdk, boolean late) {
    int transactions = framework.readsInTransactions() ? 1 : 0;
    try (RunningApp app = late ? attached(framework.on(jdk)) : framework.on(jdk).start()) {
      Counts creation = new Counts(framework.creation());
      creation.add("insert members", MEMBERS);
      creation.add("insert orders", ORDERS);
      Counts expected = Counts.of(app.scrape());
      expected.add(creation);
      assertThat(app.get("/create").body()).isEqualTo("0");
      assertThat(Counts.of(app.scrape())).as("create").isEqualTo(expected);

      expected.add("select members", 1);
      expected.add("select orders", MEMBERS);
      expected.add(Counts.TRANSACTIONS, transactions);
      assertThat(app.get("/one-by-one").body()).isEqualTo("24");
      assertThat(Counts.of(app.scrape())).as("one by one").isEqualTo(expected);

      expected.add("select members", 1);
      expected.add(Counts.TRANSACTIONS, transactions);
      assertThat(app.get("/at-once").body()).isEqualTo("24");
      assertThat(Counts.of(app.scrape())).as("at once").isEqualTo(expected);

      expected.add("select members", 1);
      expected.add("select orders", MEMBERS);
      expected.add(Counts.TRANSACTIONS, transactions);
      assertThat(app.get("/by-literals").body()).isEqualTo("24");
      Scrape scrape = app.scrape();
      assertThat(Counts.of(scrape)).as("by literals").isEqualTo(expected);

      queriesOf(scrape, "/create").is(creation.queries());
      queriesOf(scrape, "/one-by-one").is(1 + MEMBERS);
      queriesOf(scrape, "/at-once").is(1);
      queriesOf(scrape, "/by-literals").is(1 + MEMBERS);
      assertThat(repeated(scrape))
          .containsExactlyInAnyOrder(
              "/create members 1", // to insert one by one is to repeat, too
              "/create orders 1",
              "/one-by-one orders 1",
              "/by-literals orders 1");
    }
  }

  /** A late agent comes when the service has read by every way, though there is nothing yet. */
  private static RunningApp attached(ChildJvm jvm) {
    RunningApp app = jvm.attachedLate().start();
    for (String path : List.of("/one-by-one", "/at-once", "/by-literals")) {
      assertThat(app.get(path).body()).isEqualTo("0");
    }
    app.attach();
    return app;
  }

  private static Scrape.Selection queriesOf(Scrape scrape, String route) {
    return scrape.metric("http_request_db_queries_sum").with("route", route);
  }

  private static List<String> repeated(Scrape scrape) {
    return scrape.metric("http_n_plus_one_requests_total").samples().stream()
        .map(
            sample ->
                sample.labels().get("route")
                    + " "
                    + sample.labels().get("collection")
                    + " "
                    + (int) sample.value())
        .toList();
  }
}
