package dev.tacho.cli.stats;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Adjusts the p-values of many tests, so that a level keeps its meaning: the chance that any of
 * them finds something where there is nothing. By the step-down method of Holm (1979).
 */
public final class Holm {
  private Holm() {}

  /** The adjusted p-values, in the order of the given ones. */
  public static double[] adjust(double... pValues) {
    Integer[] ascending = new Integer[pValues.length];
    Arrays.setAll(ascending, i -> i);
    Arrays.sort(ascending, Comparator.comparingDouble(i -> pValues[i]));
    double[] adjusted = new double[pValues.length];
    double least = 0;
    for (int rank = 0; rank < ascending.length; rank++) {
      int test = ascending[rank];
      least = Math.max(least, Math.min(1, (pValues.length - rank) * pValues[test]));
      adjusted[test] = least;
    }
    return adjusted;
  }
}
