package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TokensTest {
  @Test
  void aStartIsPositiveSoThatItIsNeitherNothingNorNested() {
    assertThat(Tokens.start()).isPositive();
    assertThat(Tokens.NOTHING).isZero();
    assertThat(Tokens.NESTED).isNegative();
  }

  @Test
  void elapsedTimeIsThatOfNanoTime() {
    long before = System.nanoTime();
    long start = Tokens.start();
    long elapsed = Tokens.elapsed(start);
    long after = System.nanoTime();

    assertThat(elapsed).isBetween(1L, Math.max(1, after - before));
  }

  @Test
  void elapsedTimeIsNeverLessThanOne() {
    assertThat(Tokens.elapsed(Tokens.start() + 1_000_000_000_000L)).isEqualTo(1);
  }
}
