package dev.tacho.agenttests;

import dev.tacho.agenttests.apps.EarlyDatabaseApp;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EarlyClassesTest {
  static Stream<Jdk> jdks() {
    return Jdk.from(8).stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void classesLoadedBeforeTheEngineWasReadyAreMeasured(Jdk jdk) {
    try (RunningApp app = ChildJvm.of(EarlyDatabaseApp.class).on(jdk).agent().start()) {
      app.endInput();
      app.await("the work", () -> app.stdout().contains("worked"));
      Scrape scrape = app.scrape();
      Scrape.Selection queries = scrape.metric("db_queries_total").with("system", "h2");
      queries.with("operation", "ddl").with("collection", "items").is(1);
      queries.with("operation", "select").with("collection", "items").is(5);
      queries.with("operation", "batch").with("collection", "_none_").is(1);
      Scrape.Selection inserts = queries.with("operation", "insert").with("collection", "items");
      inserts.with("status", "success").is(2);
      inserts.with("status", "error").is(1);
      queries.is(10);
      scrape.metric("db_query_errors_total").with("error", "integrity").is(1);
    }
  }
}
