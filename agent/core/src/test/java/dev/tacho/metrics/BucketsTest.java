package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BucketsTest {
  private static final double[] BOUNDS = {0.1, 1, 10};

  @Test
  void aThresholdBecomesABorderAtItsPlace() {
    assertThat(Buckets.withThresholds(BOUNDS, 250_000_000L, 20_000_000_000L))
        .containsExactly(0.1, 0.25, 1, 10, 20);
  }

  @Test
  void aThresholdThatIsABorderAddsNothing() {
    assertThat(Buckets.withThresholds(BOUNDS, 1_000_000_000L, 100_000_000L))
        .containsExactly(BOUNDS);
  }

  @Test
  void theGivenBordersStayAsTheyAre() {
    assertThat(Buckets.withThresholds(BOUNDS, 2_000_000_000L)).hasSize(4);
    assertThat(BOUNDS).containsExactly(0.1, 1, 10);
  }
}
