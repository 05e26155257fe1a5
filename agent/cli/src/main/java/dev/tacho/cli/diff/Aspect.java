package dev.tacho.cli.diff;

import dev.tacho.cli.stats.ProportionTest;
import dev.tacho.cli.stats.RankTest;

/** One thing about a route that can have become worse: a test, and the size of the change. */
final class Aspect {
  /** The test's, on its own. */
  final double pValue;

  /** Relative: 0.5 for half as much again; infinite where there was nothing before. */
  final double change;

  private Aspect(double pValue, double change) {
    this.pValue = pValue;
    this.change = change;
  }

  static Aspect ofErrors(RouteFigures before, RouteFigures after) {
    return new Aspect(
        ProportionTest.pValue(before.errors, before.requests, after.errors, after.requests),
        change(before.errorRatio(), after.errorRatio()));
  }

  static Aspect ofSlow(RouteFigures before, RouteFigures after) {
    return new Aspect(
        ProportionTest.pValue(before.slow, before.requests, after.slow, after.requests),
        change(before.slowRatio(), after.slowRatio()));
  }

  /** The change is that of the median or of p95, whichever went farther the way that ranks did. */
  static Aspect ofLatency(Histogram before, Histogram after) {
    long[] first = before.counts(Histogram.bounds(before, after));
    long[] second = after.counts(Histogram.bounds(before, after));
    RankTest test = RankTest.of(first, second);
    double median = change(before.quantile(0.50), after.quantile(0.50));
    double tail = change(before.quantile(0.95), after.quantile(0.95));
    return new Aspect(
        test.pValue, test.secondIsLarger > 0.5 ? Math.max(median, tail) : Math.min(median, tail));
  }

  private static double change(double before, double after) {
    return before == after || Double.isNaN(before) ? 0 : (after - before) / before;
  }

  Verdict verdict(double adjustedPValue, double alpha, double minEffect) {
    if (adjustedPValue >= alpha || Math.abs(change) < minEffect) {
      return Verdict.SAME;
    }
    return change > 0 ? Verdict.WORSE : Verdict.BETTER;
  }
}
