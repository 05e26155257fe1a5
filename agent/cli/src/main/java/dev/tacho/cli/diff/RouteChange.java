package dev.tacho.cli.diff;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A route before and after. Immutable once it has been judged. */
final class RouteChange {
  static final int ERRORS = 0;
  static final int SLOW = 1;
  static final int LATENCY = 2;

  /** What is worse first, and of that what is least likely to be chance. */
  static final Comparator<RouteChange> BY_RELEVANCE =
      Comparator.<RouteChange, Verdict>comparing(change -> change.verdict())
          .thenComparingDouble(change -> change.relevantPValue())
          .thenComparingLong(change -> -change.after.requests);

  final String route;
  final RouteFigures before;
  final RouteFigures after;
  final List<Aspect> aspects;
  private final Verdict[] verdicts;
  private final double[] pValues;

  RouteChange(String route, RouteFigures before, RouteFigures after) {
    this.route = route;
    this.before = before;
    this.after = after;
    this.aspects =
        Arrays.asList(
            Aspect.ofErrors(before, after),
            Aspect.ofSlow(before, after),
            Aspect.ofLatency(before.latencies, after.latencies));
    this.verdicts = new Verdict[aspects.size()];
    this.pValues = new double[aspects.size()];
  }

  void judge(int aspect, double adjustedPValue, double alpha, double minEffect) {
    pValues[aspect] = adjustedPValue;
    verdicts[aspect] = aspects.get(aspect).verdict(adjustedPValue, alpha, minEffect);
  }

  Verdict verdict(int aspect) {
    return verdicts[aspect];
  }

  /** Adjusted for the number of tests. */
  double pValue(int aspect) {
    return pValues[aspect];
  }

  /** Worse if anything is, better if anything is and nothing worse. */
  Verdict verdict() {
    return Arrays.stream(verdicts).min(Comparator.naturalOrder()).get();
  }

  /** The smallest of those aspects that make the verdict. */
  private double relevantPValue() {
    double least = 1;
    for (int i = 0; i < pValues.length; i++) {
      if (verdicts[i] == verdict()) {
        least = Math.min(least, pValues[i]);
      }
    }
    return verdict() == Verdict.SAME ? 1 : least;
  }
}
