package club;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The jobs of the application and the clock that runs them. */
final class Jobs implements AutoCloseable {
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "club-jobs"));
  private final Runnable housekeeping;
  private Future<?> housekeepingRuns;

  private Jobs(Runnable housekeeping) {
    this.housekeeping = housekeeping;
  }

  static Jobs start(Runnable housekeeping, Runnable report) {
    Jobs jobs = new Jobs(housekeeping);
    var unused = jobs.clock.scheduleAtFixedRate(report, 1, 10, TimeUnit.SECONDS);
    jobs.scheduleHousekeeping(2);
    return jobs;
  }

  /** Schedules housekeeping anew: once it has thrown, it never runs again by itself. */
  void restartHousekeeping() {
    housekeepingRuns.cancel(false);
    scheduleHousekeeping(0);
  }

  private void scheduleHousekeeping(int delaySeconds) {
    housekeepingRuns = clock.scheduleAtFixedRate(housekeeping, delaySeconds, 5, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
