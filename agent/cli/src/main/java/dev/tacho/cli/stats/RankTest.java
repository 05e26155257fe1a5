package dev.tacho.cli.stats;

/**
 * The test of Mann and Whitney: whether values of one sample tend to be larger than those of
 * another, whatever their distribution. Takes counts of values in ascending order, such as buckets
 * of a histogram; values of one bucket are ties, for which the variance is corrected.
 */
public final class RankTest {
  /** The two-sided p-value, by the normal approximation with correction for continuity. */
  public final double pValue;

  /** How likely a value of the second sample is the larger one of a pair; ties count half. */
  public final double secondIsLarger;

  private RankTest(double pValue, double secondIsLarger) {
    this.pValue = pValue;
    this.secondIsLarger = secondIsLarger;
  }

  /**
   * Compares two samples.
   *
   * @param first how many values of the first sample are in each bucket
   * @param second the same, for the same buckets
   */
  public static RankTest of(long[] first, long[] second) {
    double n1 = 0;
    double n2 = 0;
    double pairs = 0; // in which the second is larger
    double ties = 0;
    for (int i = 0; i < first.length; i++) {
      pairs += second[i] * (n1 + first[i] / 2.0);
      n1 += first[i];
      n2 += second[i];
      double tied = (double) first[i] + second[i];
      ties += tied * tied * tied - tied;
    }
    if (n1 == 0 || n2 == 0) {
      return new RankTest(1, 0.5);
    }
    double n = n1 + n2;
    double variance = n1 * n2 / 12 * (n + 1 - ties / (n * (n - 1)));
    double distance = Math.max(0, Math.abs(pairs - n1 * n2 / 2) - 0.5);
    double pValue = variance <= 0 ? 1 : Normal.twoSided(distance / Math.sqrt(variance));
    return new RankTest(pValue, pairs / (n1 * n2));
  }
}
