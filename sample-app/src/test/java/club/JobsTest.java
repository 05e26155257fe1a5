package club;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class JobsTest {
  @Test
  void aJobThatThrewRunsAgainOnceItIsScheduledAnew() throws Exception {
    Semaphore runs = new Semaphore(0);
    Runnable throwing =
        () -> {
          runs.release();
          throw new IllegalStateException("failed on purpose");
        };
    try (Jobs jobs = Jobs.start(throwing, () -> {})) {
      assertThat(runs.tryAcquire(10, TimeUnit.SECONDS)).isTrue();

      jobs.restartHousekeeping();

      assertThat(runs.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
