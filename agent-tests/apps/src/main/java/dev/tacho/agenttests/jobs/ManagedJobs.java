package dev.tacho.agenttests.jobs;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The managed executors of Java EE and Jakarta EE, in the implementation that servers share. */
final class ManagedJobs {
  private static final String[] PACKAGES = {
    "org.glassfish.enterprise.concurrent.", "org.glassfish.concurro."
  };

  private ManagedJobs() {}

  static List<JobScenario> table() {
    List<JobScenario> all = new ArrayList<>();
    all.add(
        new JobScenario("fixed rate", ManagedJobs::fixedRate).succeeds(3, "ManagedJobs.FixedRate"));
    all.add(
        new JobScenario("an exception ends a task", ManagedJobs::dying)
            .succeeds(1, "ManagedJobs.Dying")
            .fails(1, "ManagedJobs.Dying")
            .dies("ManagedJobs.Dying"));
    all.add(new JobScenario("tasks that run once", ManagedJobs::once));
    return all;
  }

  private static final class FixedRate extends Stepping {
    FixedRate() {
      super(3, Stepping::cancel);
    }
  }

  private static final class Dying extends Stepping {
    Dying() {
      super(2, Stepping::fail);
    }
  }

  private static void fixedRate(JobTranscript saw) throws Exception {
    ScheduledExecutorService executor = executor();
    FixedRate task = new FixedRate();
    saw.end(task.runBy(executor.scheduleAtFixedRate(task, 0, 1, MILLISECONDS)));
    saw.close(executor);
  }

  private static void dying(JobTranscript saw) throws Exception {
    ScheduledExecutorService executor = executor();
    Dying task = new Dying();
    saw.end(task.runBy(executor.scheduleWithFixedDelay(task, 0, 1, MILLISECONDS)));
    saw.close(executor);
  }

  private static void once(JobTranscript saw) throws Exception {
    ScheduledExecutorService executor = executor();
    saw.end(executor.schedule(() -> "value", 1, MILLISECONDS));
    saw.end(executor.submit(() -> "value"));
    saw.close(executor);
  }

  /** By reflection, for the package changes with the versions. */
  private static ScheduledExecutorService executor() throws ReflectiveOperationException {
    String prefix = packageOfThisVersion();
    Object threads =
        Class.forName(prefix + "ManagedThreadFactoryImpl")
            .getConstructor(String.class)
            .newInstance("jobs");
    Object abort =
        Class.forName(prefix + "AbstractManagedExecutorService$RejectPolicy").getEnumConstants()[0];
    return (ScheduledExecutorService)
        Class.forName(prefix + "ManagedScheduledExecutorServiceImpl")
            .getConstructors()[0]
            .newInstance("jobs", threads, 0L, false, 1, 1L, TimeUnit.SECONDS, 0L, null, abort);
  }

  private static String packageOfThisVersion() {
    try {
      Class.forName(PACKAGES[0] + "AbstractManagedExecutorService");
      return PACKAGES[0];
    } catch (ClassNotFoundException newer) {
      return PACKAGES[1];
    }
  }
}
