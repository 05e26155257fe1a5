package dev.tacho.agenttests;

import dev.tacho.agenttests.apps.EarlyJobsApp;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RunningApp;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EarlyJobsTest {
  /** The oldest, the newest and the current one; all with the matrix. */
  static Stream<Jdk> jdks() {
    List<Jdk> all = Jdk.from(8);
    return Jdk.isMatrix()
        ? all.stream()
        : Stream.of(all.get(0), Jdk.current(), all.get(all.size() - 1)).distinct();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void executorsAndTimersOfClassInitialisersRunWhileTheirClassesAreWoven(Jdk jdk) {
    try (RunningApp app = ChildJvm.of(EarlyJobsApp.class).on(jdk).agent().start()) {
      app.await("its start", () -> app.stdout().contains("started"));
    }
  }
}
