package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SlidingRatioTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final SlidingRatio ratio = new SlidingRatio(60 * SECOND);

  @Test
  void thereIsNoneWithoutAnEvent() {
    assertThat(ratio.ratio(0, 0, 0)).isNaN();

    ratio.sample(0, 0, 0);

    assertThat(ratio.ratio(100 * SECOND, 0, 0)).isNaN();
  }

  @Test
  void everythingSinceTheStartCountsWhileThatIsLessThanTheWindow() {
    ratio.sample(0, 1, 4);
    ratio.sample(30 * SECOND, 2, 8);

    assertThat(ratio.ratio(59 * SECOND, 6, 16)).isEqualTo(6 / 16.0);
  }

  @Test
  void whatCameBeforeTheWindowDoesNotCount() {
    ratio.sample(0, 100, 100);
    ratio.sample(SECOND, 100, 110);

    assertThat(ratio.ratio(60 * SECOND, 100, 200)).isEqualTo(0 / 100.0);
    assertThat(ratio.ratio(61 * SECOND, 145, 200)).isEqualTo(45 / 90.0);
  }

  @Test
  void anEventLeavesTheWindowAfterAMinute() {
    for (int second = 0; second <= 10; second++) {
      ratio.sample(second * SECOND, 0, 0);
    }
    for (int second = 11; second <= 70; second++) {
      ratio.sample(second * SECOND, 1, 1);
      assertThat(ratio.ratio(second * SECOND, 1, 1)).as("at %s s", second).isEqualTo(1);
    }
    ratio.sample(71 * SECOND, 1, 1);

    assertThat(ratio.ratio(71 * SECOND, 1, 1)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 60, 3600})
  void theWindowIsKeptOverHoursWithSamplesEachSecond(long windowSeconds) {
    SlidingRatio sampled = new SlidingRatio(windowSeconds * SECOND);
    long step = Math.max(1, windowSeconds / 60);
    for (long second = 0; second < 4 * windowSeconds; second++) {
      sampled.sample(second * SECOND, second, 10 * second);
    }

    // From the last sample on that is a window old, 10 events a second of which one counts, and
    // then as many that all do.
    long now = 4 * windowSeconds;
    long begin = (3 * windowSeconds) / step * step;
    long events = 1000 * windowSeconds;
    assertThat(sampled.ratio(now * SECOND, now + events, 10 * now + events))
        .isEqualTo((double) (now - begin + events) / (10 * (now - begin) + events));
  }

  @Test
  void samplesFasterThanTheStepAreLeftOut() {
    for (int i = 0; i < 10_000; i++) {
      ratio.sample(i * SECOND / 100, i, 2L * i);
    }

    assertThat(ratio.ratio(100 * SECOND, 10_000, 20_000)).isEqualTo(0.5);
    assertThat(ratio.ratio(100 * SECOND, 10_000, 20_000 + 12_000))
        .as("6000 of 12 000 in the minute, and 12 000 others")
        .isEqualTo(0.25);
  }

  @Test
  void aPauseOfTheSamplingThreadWidensTheWindowToTheLastSampleBefore() {
    ratio.sample(0, 0, 0);
    ratio.sample(10 * SECOND, 10, 100);

    assertThat(ratio.ratio(1_000 * SECOND, 15, 110)).isEqualTo(0.5);
  }

  @Test
  void itIsNeverMoreThanOneNorLessThanNothing() {
    ratio.sample(0, 3, 10);

    assertThat(ratio.ratio(60 * SECOND, 5, 11)).isEqualTo(1);
    assertThat(ratio.ratio(60 * SECOND, 2, 11)).isZero();
  }

  @Test
  void timesMayWrapAround() {
    long start = Long.MAX_VALUE - SECOND;
    ratio.sample(start, 7, 10);

    assertThat(ratio.ratio(start + 60 * SECOND, 8, 12)).isEqualTo(0.5);
  }

  @Test
  void tooFewEventsTellNothingWhereANumberOfThemIsAskedFor() {
    ratio.sample(0, 0, 100);

    assertThat(ratio.ratio(60 * SECOND, 5, 109, 10)).isNaN();
    assertThat(ratio.ratio(60 * SECOND, 5, 110, 10)).isEqualTo(0.5);
  }
}
