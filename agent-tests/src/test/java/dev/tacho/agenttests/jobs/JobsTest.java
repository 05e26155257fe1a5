package dev.tacho.agenttests.jobs;

import dev.tacho.agenttests.harness.Jdk;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to have something done again and again. */
class JobsTest {
  /** Those that are attached to without {@code -Pmatrix}, too. */
  private static final Set<JobLibrary> ATTACHED =
      EnumSet.of(
          JobLibrary.JDK, JobLibrary.SPRING_7, JobLibrary.QUARTZ_2_5, JobLibrary.MANAGED_3_1);

  static Stream<JobRun> runs() {
    List<JobRun> runs = new ArrayList<>();
    for (JobLibrary library : JobLibrary.values()) {
      for (Jdk jdk : Jdk.matrixFrom(library.oldestJdk)) {
        runs.add(new JobRun(library, jdk, false));
      }
    }
    // Of the JDK itself the oldest and the newest are others.
    List<Jdk> all = Jdk.from(8);
    for (Jdk jdk : List.of(all.get(0), all.get(all.size() - 1))) {
      JobRun run = new JobRun(JobLibrary.JDK, jdk, false);
      if (!runs.contains(run)) {
        runs.add(run);
      }
    }
    for (JobLibrary library : JobLibrary.values()) {
      if (Jdk.isMatrix() || ATTACHED.contains(library)) {
        runs.add(new JobRun(library, Jdk.current(), true));
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
