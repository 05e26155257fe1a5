package dev.tacho.metrics;

import java.util.TreeSet;

/** Upper bounds of the classic histograms, in seconds, as the metric contract lists them. */
final class Buckets {
  static final double[] HTTP = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
  static final double[] DATABASE = {0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10};
  static final double[] CACHE = {0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5};
  static final double[] JOBS = {0.1, 1, 5, 15, 60, 300, 900, 3600};

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
