package dev.tacho.cli.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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

  /** Upper bounds in seconds, with what lies between each and the one before; ascending. */
  final List<double[]> buckets;

  Latencies(Histogram micros) {
    this.count = micros.getTotalCount();
    this.mean = count == 0 ? 0 : micros.getMean() / MICROS;
    for (Measure measure : Measure.values()) {
      if (measure.isLatency()) {
        percentiles.put(measure, micros.getValueAtPercentile(measure.percentile) / MICROS);
      }
    }
    this.buckets = buckets(micros);
  }

  /** Seconds; 0 where nothing was measured. */
  double get(Measure measure) {
    return percentiles.get(measure);
  }

  private static List<double[]> buckets(Histogram micros) {
    List<double[]> buckets = new ArrayList<>();
    for (HistogramIterationValue recorded : micros.recordedValues()) {
      double bound = bound(recorded.getValueIteratedTo()) / MICROS;
      double added = recorded.getCountAddedInThisIterationStep();
      double[] last = buckets.isEmpty() ? null : buckets.get(buckets.size() - 1);
      if (last != null && last[0] == bound) {
        last[1] += added;
      } else {
        buckets.add(new double[] {bound, added});
      }
    }
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
