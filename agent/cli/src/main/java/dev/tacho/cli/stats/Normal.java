package dev.tacho.cli.stats;

/** The standard normal distribution. */
final class Normal {
  /** Below, the series needs few terms; above, the continued fraction does. */
  private static final double SERIES_UP_TO = 3;

  private static final int STEPS = 200;

  private Normal() {}

  /** How likely a value is at least as far from 0 as {@code z}, on either side. */
  static double twoSided(double z) {
    double x = Math.abs(z);
    return Math.max(0, Math.min(1, x < SERIES_UP_TO ? 1 - 2 * bulk(x) : 2 * tail(x)));
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /**
   * The probability between 0 and {@code x}: density · (x + x³/3 + x⁵/(3·5) + …); Abramowitz and
   * Stegun 26.2.11.
   */
  private static double bulk(double x) {
    double term = x;
    double sum = x;
    for (int odd = 3; odd < STEPS; odd += 2) {
      term *= x * x / odd;
      sum += term;
    }
    return density(x) * sum;
  }

  /** The probability above {@code x}: density / (x + 1/(x + 2/(x + …))); ibid. 26.2.14. */
  private static double tail(double x) {
    double fraction = x;
    for (int step = STEPS; step >= 1; step--) {
      fraction = x + step / fraction;
    }
    return density(x) / fraction;
  }
}
