package dev.tacho.cli.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsTest {
  /** Abramowitz and Stegun, table 26.1 and 26.2, to the digits given there. */
  @ParameterizedTest
  @CsvSource({
    "0,   1,                  0",
    "0.5, 0.617075077451974,  1e-14",
    "1,   0.317310507862914,  1e-14",
    "-1,  0.317310507862914,  1e-14",
    "2.9, 0.0037316266007681, 1e-14",
    "3,   0.0026997960632602, 1e-14",
    "5,   5.73303143758e-7,   1e-17",
    "10,  1.52397060483e-23,  1e-33",
  })
  void theNormalDistributionIsTheTabulatedOne(double z, double expected, double tolerance) {
    assertThat(Normal.twoSided(z)).isCloseTo(expected, within(tolerance));
  }

  /** Fisher, The Design of Experiments (1935), II: the lady tasting tea; 34 of 70, 2 of 70. */
  @Test
  void fishersTestIsExactForTea() {
    assertThat(ProportionTest.pValue(3, 4, 1, 4)).isCloseTo(34 / 70.0, within(1e-12));
    assertThat(ProportionTest.pValue(4, 4, 0, 4)).isCloseTo(2 / 70.0, within(1e-12));
  }

  /**
   * Fisher, Statistical Methods for Research Workers, 21.02: convictions of 13 monozygotic and 17
   * dizygotic twins of criminals. Two-sided as R's fisher.test gives it.
   */
  @Test
  void fishersTestIsExactForTwins() {
    assertThat(ProportionTest.fisher(10, 13, 2, 17)).isCloseTo(0.0005367241, within(1e-10));
    assertThat(ProportionTest.fisher(3, 13, 15, 17)).isCloseTo(0.0005367241, within(1e-10));
  }

  /** Against scipy 1.17's fisher_exact: 1 and 12 of 10 000, 997 of 1000 and 985 of 1000. */
  @Test
  void fishersTestManagesLargeSamples() {
    assertThat(ProportionTest.fisher(1, 10_000, 12, 10_000))
        .isCloseTo(0.00340845464475, within(1e-11));
    assertThat(ProportionTest.fisher(997, 1_000, 985, 1_000))
        .isCloseTo(0.00728322374456, within(1e-11));
    assertThat(ProportionTest.fisher(0, 2_000_000_000, 3, 2_000_000_000))
        .isCloseTo(0.25, within(1e-5)); // three of the one kind or of the other: 2 / 2³
  }

  /**
   * 60 of 100 and 70 of 100: the pooled share is 0.65, z = 0.1 / √(0.65 · 0.35 · 0.02) = 1.48250.
   */
  @Test
  void manyCountsAreComparedByThePooledTest() {
    assertThat(ProportionTest.pValue(60, 100, 70, 100)).isCloseTo(0.138207667, within(1e-9));
    assertThat(ProportionTest.pValue(90, 1000, 50, 1000)).isCloseTo(0.000455687935, within(1e-9));
  }

  @Test
  void withoutHitsOrSamplesNothingDiffers() {
    assertThat(ProportionTest.pValue(0, 100, 0, 50)).isEqualTo(1);
    assertThat(ProportionTest.pValue(100, 100, 50, 50)).isEqualTo(1);
    assertThat(ProportionTest.pValue(0, 0, 5, 10)).isEqualTo(1);
  }

  /**
   * Hollander and Wolfe, Nonparametric Statistical Methods (1973), p. 69: permeability of
   * membranes, 10 and 5 values, without ties. U = 35 of 50, variance 10 · 5 · 16 / 12; with
   * correction for continuity z = 9.5 / 8.16497 = 1.16351.
   */
  @Test
  void ranksWithoutTiesAreComparedAsInTheTextbook() {
    // In order: .73x .74y .80x .83x .88y .90y 1.04x 1.15y 1.21y 1.38x 1.45x 1.46x 1.64x 1.89x 1.91x
    long[] x = {1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 1, 1, 1, 1, 1};
    long[] y = {0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0};

    RankTest test = RankTest.of(x, y);

    assertThat(test.secondIsLarger).isEqualTo(15 / 50.0);
    assertThat(test.pValue).isCloseTo(0.244623605, within(1e-9));
    assertThat(RankTest.of(y, x).secondIsLarger).isEqualTo(35 / 50.0);
    assertThat(RankTest.of(y, x).pValue).isEqualTo(test.pValue);
  }

  /**
   * 10 and 10 values in 4 buckets of 7, 6, 6 and 1. U = 2·2.5 + 3·6.5 + 4·9 + 1·10 = 70.5; ties 336
   * + 210 + 210 = 756; variance 100/12 · (21 - 756/380) = 158.421; z = 20 / 12.5865 = 1.58900.
   */
  @Test
  void tiesReduceTheVariance() {
    RankTest test = RankTest.of(new long[] {5, 3, 2, 0}, new long[] {2, 3, 4, 1});

    assertThat(test.secondIsLarger).isEqualTo(0.705);
    assertThat(test.pValue).isCloseTo(0.112060680884, within(1e-11));
  }

  @Test
  void samplesInOneBucketOrNoneDoNotDiffer() {
    assertThat(RankTest.of(new long[] {0, 5}, new long[] {0, 7}).pValue).isEqualTo(1);
    assertThat(RankTest.of(new long[] {0, 0}, new long[] {0, 7}).pValue).isEqualTo(1);
    assertThat(RankTest.of(new long[] {}, new long[] {}).secondIsLarger).isEqualTo(0.5);
  }

  /** 4 · 0.005, 3 · 0.01, 2 · 0.03, then 1 · 0.04, which may not be less than the one before. */
  @Test
  void manyTestsAreAdjusted() {
    assertThat(Holm.adjust(0.01, 0.04, 0.03, 0.005)).containsExactly(0.03, 0.06, 0.06, 0.02);
    assertThat(Holm.adjust(0.6, 0.7)).containsExactly(1, 1);
    assertThat(Holm.adjust()).isEmpty();
  }
}
