package dev.tacho.agenttests.jobs;

import dev.tacho.agenttests.harness.Jdk;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to have something done again and again. */
class JobsTest {
  static Stream<JobRun> runs() {
    List<JobRun> runs = new ArrayList<>();
    for (JobLibrary library : JobLibrary.values()) {
      for (Jdk jdk : Jdk.matrixFrom(library.oldestJdk)) {
        runs.add(new JobRun(library, jdk));
      }
    }
    // Of the JDK itself the oldest and the newest are others.
    List<Jdk> all = Jdk.from(8);
    for (Jdk jdk : List.of(all.get(0), all.get(all.size() - 1))) {
      JobRun run = new JobRun(JobLibrary.JDK, jdk);
      if (!runs.contains(run)) {
        runs.add(run);
      }
    }
    return runs.stream();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void eachRunOfAPeriodicTaskCountsOnceAndNothingElseDoes(JobRun run) throws Exception {
    run.check();
  }
}
