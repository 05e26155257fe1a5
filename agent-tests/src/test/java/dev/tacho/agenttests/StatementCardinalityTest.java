package dev.tacho.agenttests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.agenttests.apps.LiteralsApp;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import org.junit.jupiter.api.Test;

/** An application that writes values into its SQL, so that no two statements are the same text. */
class StatementCardinalityTest {
  private static final int STATEMENTS = 100_000;
  private static final long MAX_GROWTH_BYTES = 10_000_000;

  @Test
  void manyStatementsWithLiteralsTakeNoMoreRoomThanOne() {
    try (RunningApp app = ChildJvm.of(LiteralsApp.class).jvmOption("-Xmx64m").agent().start()) {
      run(app, "same " + STATEMENTS);
      Scrape before = app.scrape();
      long live = app.liveBytes();

      run(app, "different " + STATEMENTS);

      Scrape after = app.scrape();
      assertThat(app.liveBytes() - live).as("bytes").isLessThan(MAX_GROWTH_BYTES);
      assertThat(after.metric("db_queries_total").samples())
          .hasSameSizeAs(before.metric("db_queries_total").samples());
      Scrape.Selection selects = after.metric("db_queries_total").with("operation", "select");
      selects.with("collection", "items").with("status", "success").is(2 * STATEMENTS);
      selects.is(2 * STATEMENTS);
      after.metric("tacho_series_overflow_total").with("family", "db_query_duration_seconds").is(0);
    }
  }

  private static void run(RunningApp app, String what) {
    app.tell(what);
    app.await(what, () -> app.stdout().contains(what + ": "));
  }
}
