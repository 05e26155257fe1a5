package dev.tacho.cli.stats;

/**
 * Whether two samples can have the same share of hits: how likely a difference at least as large is
 * if they have.
 */
public final class ProportionTest {
  /** With less expected in any of the four cells the normal approximation is poor (Cochran). */
  private static final double MIN_EXPECTED = 5;

  /** As good as equal, for sums of what floating point makes of equal probabilities. */
  private static final double TOLERANCE = 1 + 1e-7;

  private ProportionTest() {}

  /**
   * The two-sided p-value: of the pooled z-test, or Fisher's exact one where counts are small.
   *
   * @return 1 if there is nothing to compare
   */
  public static double pValue(long hits1, long all1, long hits2, long all2) {
    long hits = hits1 + hits2;
    long all = all1 + all2;
    if (all1 == 0 || all2 == 0 || hits == 0 || hits == all) {
      return 1;
    }
    double smallest = Math.min(hits, all - hits) * (double) Math.min(all1, all2) / all;
    return smallest < MIN_EXPECTED
        ? fisher(hits1, all1, hits2, all2)
        : pooled(hits1, all1, hits2, all2);
  }

  static double pooled(long hits1, long all1, long hits2, long all2) {
    double share = (double) (hits1 + hits2) / (all1 + all2);
    double error = Math.sqrt(share * (1 - share) * (1.0 / all1 + 1.0 / all2));
    return Normal.twoSided(((double) hits1 / all1 - (double) hits2 / all2) / error);
  }

  /** The sum over all tables with these margins that are no more likely than this one. */
  static double fisher(long hits1, long all1, long hits2, long all2) {
    long hits = hits1 + hits2;
    long misses = all1 + all2 - hits;
    if (misses < hits) {
      return fisher(all1 - hits1, all1, all2 - hits2, all2); // the same with fewer terms
    }
    double observed = hypergeometric(hits1, all1, all2, hits);
    double sum = 0;
    for (long k = Math.max(0, hits - all2); k <= Math.min(hits, all1); k++) {
      double probability = hypergeometric(k, all1, all2, hits);
      if (probability <= observed * TOLERANCE) {
        sum += probability;
      }
    }
    return Math.min(1, sum);
  }

  /** How likely {@code k} of the hits are in the first sample. */
  private static double hypergeometric(long k, long all1, long all2, long hits) {
    return Math.exp(logChoose(all1, k) + logChoose(all2, hits - k) - logChoose(all1 + all2, hits));
  }

  private static double logChoose(long n, long k) {
    return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
  }

  /** Stirling's series, exact to 1e-13 from 16 on; the product below. */
  private static double logFactorial(long n) {
    if (n < 16) {
      double product = 1;
      for (int i = 2; i <= n; i++) {
        product *= i;
      }
      return Math.log(product);
    }
    double x = n + 1;
    double series = (1 / 12.0 - (1 / 360.0 - (1 / 1260.0) / (x * x)) / (x * x)) / x;
    return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + series;
  }
}
