package dev.tacho.cli.check;

import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** What is told of a distribution of latencies, in seconds. */
final class Latencies {
  private static final double MICROS = 1e6;

  /** Bounds of buckets are 0.1 ms and its powers of this, the same in every report. */
  private static final double BUCKET_GROWTH = 1.1;

  private static final double FIRST_BUCKET_MICROS = 100;

  final long count;
  final double mean;
  private final Map<Measure, Double> percentiles = new EnumMap<>(Measure.class);

  private final SortedMap<Double, Long> buckets = new TreeMap<>();

  Latencies(Histogram micros) {
    this.count = micros.getTotalCount();
    this.mean = count == 0 ? 0 : micros.getMean() / MICROS;
    for (Measure measure : Measure.values()) {
      if (measure.isLatency()) {
        percentiles.put(measure, percentile(micros, measure.percentile));
      }
    }
    for (HistogramIterationValue recorded : micros.recordedValues()) {
      buckets.merge(
          bound(recorded.getValueIteratedTo()) / MICROS,
          recorded.getCountAddedInThisIterationStep(),
          Long::sum);
    }
  }

  /**
   * A histogram knows values to a thousandth. The lower end is taken: the other one would violate a
   * limit that all values keep.
   */
  private static double percentile(Histogram micros, double percentile) {
    return micros.lowestEquivalentValue(micros.getValueAtPercentile(percentile)) / MICROS;
  }

  /** Seconds; 0 where nothing was measured. */
  double get(Measure measure) {
    return percentiles.get(measure);
  }

  /** Counts by the upper bound of their bucket in seconds; of buckets that are not empty. */
  SortedMap<Double, Long> buckets() {
    return buckets;
  }

  private static double bound(long micros) {
    if (micros <= FIRST_BUCKET_MICROS) {
      return FIRST_BUCKET_MICROS;
    }
    double power =
        Math.ceil(Math.log(micros / FIRST_BUCKET_MICROS) / Math.log(BUCKET_GROWTH) - 1e-9);
    return Math.rint(FIRST_BUCKET_MICROS * Math.pow(BUCKET_GROWTH, power));
  }
}
