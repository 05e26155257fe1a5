package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SamplingTest {
  @Test
  void aShareOfOneTakesAllAndOneOfZeroNone() {
    assertThat(taken(new Sampling(1), 100_000)).isEqualTo(100_000);
    assertThat(taken(new Sampling(0), 100_000)).isZero();
  }

  /** Five standard deviations of a binomial distribution: fails by chance once in 1.7 million. */
  @Test
  void aShareIsTakenAsNearlyAsChanceAllows() {
    int asked = 1_000_000;
    for (double share : new double[] {0.001, 0.1, 0.5, 0.9}) {
      double deviation = Math.sqrt(asked * share * (1 - share));
      assertThat(taken(new Sampling(share), asked))
          .isBetween(
              (long) (asked * share - 5 * deviation), (long) (asked * share + 5 * deviation));
    }
  }

  @Test
  void aNewShareIsInForceAtOnce() {
    Sampling sampling = new Sampling(1);
    sampling.set(0);
    assertThat(taken(sampling, 1000)).isZero();
    sampling.set(1);
    assertThat(taken(sampling, 1000)).isEqualTo(1000);
  }

  private static long taken(Sampling sampling, int asked) {
    long taken = 0;
    for (int i = 0; i < asked; i++) {
      taken += sampling.takes() ? 1 : 0;
    }
    return taken;
  }
}
