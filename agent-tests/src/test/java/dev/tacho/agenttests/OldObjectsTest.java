package dev.tacho.agenttests;

import dev.tacho.agenttests.apps.OldObjectsApp;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RunningApp;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/attach.md says of objects that were there before the agent. */
class OldObjectsTest {
  static Stream<Jdk> jdks() {
    List<Jdk> all = Jdk.from(8);
    return Jdk.isMatrix() ? all.stream() : Stream.of(all.get(0), all.get(all.size() - 1));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void areMeasuredAsFarAsTheAgentCanKnowThem(Jdk jdk) {
    try (RunningApp app = ChildJvm.of(OldObjectsApp.class).on(jdk).attachedLate().agent().start()) {
      app.await("its start", () -> app.stdout().endsWith("started\n"));
      app.attach();

      tell(app, "prepared", 3);
      tell(app, "statement", 2);
      tell(app, "tick", 4);

      // The text of a statement that was prepared before is not known.
      queries(app, "other", "_none_", 3);
      queries(app, "select", "orders", 2);
      // Of four runs that have ended the first one had begun before.
      runs(app, "OldObjectsApp.Tick", 3);
      runs(app, "OldObjectsApp.TimerTick", 3);
    }
  }

  private static void tell(RunningApp app, String line, int times) {
    for (int i = 0; i < times; i++) {
      int before = app.stdout().length();
      app.tell(line);
      app.await(line, () -> app.stdout().length() > before && app.stdout().endsWith(line + '\n'));
    }
  }

  private static void queries(RunningApp app, String operation, String collection, int count) {
    app.scrape()
        .metric("db_queries_total")
        .with("operation", operation)
        .with("collection", collection)
        .with("status", "success")
        .is(count);
  }

  private static void runs(RunningApp app, String task, int count) {
    app.scrape()
        .metric("background_job_duration_seconds_count")
        .with("task", task)
        .with("status", "success")
        .is(count);
  }
}
