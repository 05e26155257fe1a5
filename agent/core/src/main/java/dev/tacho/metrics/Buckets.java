package dev.tacho.metrics;

import java.util.TreeSet;

/** Upper bounds of the classic histograms, in seconds. */
final class Buckets {
  private Buckets() {}

  /** Adds each threshold that is not a bound yet, so that a rule can read the bucket under it. */
  static double[] withThresholds(double[] bounds, long... thresholdsNanos) {
    TreeSet<Double> merged = new TreeSet<>();
    for (double bound : bounds) {
      merged.add(bound);
    }
    for (long nanos : thresholdsNanos) {
      merged.add(nanos / 1e9);
    }
    double[] result = new double[merged.size()];
    int i = 0;
    for (double bound : merged) {
      result[i++] = bound;
    }
    return result;
  }
}
