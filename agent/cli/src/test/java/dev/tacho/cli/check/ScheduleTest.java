package dev.tacho.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void requestsAreDueAtEqualDistances() {
    Schedule schedule = new Schedule(50, 10 * SECOND, 60 * SECOND);

    assertThat(schedule.warmupRequests()).isEqualTo(500);
    assertThat(schedule.requests()).isEqualTo(3500);
    assertThat(schedule.dueNanos(0)).isZero();
    assertThat(schedule.dueNanos(1)).isEqualTo(20_000_000);
    assertThat(schedule.dueNanos(3500)).isEqualTo(70 * SECOND);
  }

  @Test
  void distancesThatAreNoWholeNanosecondsDoNotAddUp() {
    Schedule schedule = new Schedule(3, 0, 3600 * SECOND);

    assertThat(schedule.requests()).isEqualTo(10_800);
    assertThat(schedule.dueNanos(1)).isEqualTo(333_333_333);
    assertThat(schedule.dueNanos(10_800)).isEqualTo(3600 * SECOND);
  }

  @Test
  void ratesMayBeBelowOne() {
    Schedule schedule = new Schedule(0.1, 0, 25 * SECOND);

    assertThat(schedule.requests()).isEqualTo(3); // at 0, 10 and 20 s
  }
}
