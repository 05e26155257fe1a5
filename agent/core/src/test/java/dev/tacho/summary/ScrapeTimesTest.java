package dev.tacho.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ScrapeTimesTest {
  private final ScrapeTimes scrapes = new ScrapeTimes();

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  @Test
  void beforeTheFirstScrapeNothingIsKnown() {
    assertThat(scrapes.count()).isZero();
    assertThat(scrapes.lastSecondsAgo(seconds(5))).isNaN();
    assertThat(scrapes.intervalSeconds()).isNaN();
  }

  @Test
  void oneScrapeHasNoInterval() {
    scrapes.asked("Prometheus/3.7.0", seconds(5));

    assertThat(scrapes.count()).isEqualTo(1);
    assertThat(scrapes.lastSecondsAgo(seconds(7))).isEqualTo(2);
    assertThat(scrapes.intervalSeconds()).isNaN();
  }

  /** 100 s and 8 times 15 s; the first interval is no longer remembered. */
  @Test
  void theIntervalIsThatOfTheLastScrapes() {
    scrapes.asked(null, seconds(-100));
    for (int i = 0; i < 9; i++) {
      scrapes.asked(null, seconds(15L * i));
    }

    assertThat(scrapes.count()).isEqualTo(10);
    assertThat(scrapes.intervalSeconds()).isEqualTo(15);
    assertThat(scrapes.lastSecondsAgo(seconds(121))).isEqualTo(1);
  }

  @Test
  void theDoctorIsNoScraper() {
    scrapes.asked("tacho-doctor/0.1.0", seconds(5));

    assertThat(scrapes.count()).isZero();
  }
}
