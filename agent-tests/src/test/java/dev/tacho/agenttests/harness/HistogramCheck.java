package dev.tacho.agenttests.harness;

import static dev.tacho.agenttests.harness.Exposition.check;

import dev.tacho.agenttests.harness.Scrape.Sample;
import java.util.HashMap;
import java.util.Map;

/** The histograms of one family: each is whole, and its buckets are those of its count. */
final class HistogramCheck {
  /** One series: the bucket that came last, and what else has come. */
  private static final class Series {
    double bound = Double.NEGATIVE_INFINITY;
    double cumulated;
    Double count;
    Double sum;
  }

  private final Map<Map<String, String>, Series> series = new HashMap<>();
  private boolean begun;

  void begin() {
    begun = true;
  }

  boolean hasBegun() {
    return begun;
  }

  void add(String suffix, Sample sample) {
    switch (suffix) {
      case "_bucket" -> addBucket(sample);
      case "_count" -> of(sample.labels()).count = sample.value();
      case "_sum" -> of(sample.labels()).sum = sample.value();
      default -> {
        // when it was made
      }
    }
  }

  private void addBucket(Sample bucket) {
    Map<String, String> labels = new HashMap<>(bucket.labels());
    String upper = labels.remove("le");
    check(upper != null, "a bucket without a bound");
    double bound = SampleLine.number(upper);
    Series all = of(labels);
    check(all.count == null && all.sum == null, "a bucket after the count");
    check(bound > all.bound, "buckets out of order");
    check(bucket.value() >= all.cumulated, "buckets that are not cumulative");
    if (bucket.exemplar() != null) {
      double value = bucket.exemplar().value();
      check(value > all.bound && value <= bound, "an exemplar outside of its bucket");
    }
    all.bound = bound;
    all.cumulated = bucket.value();
  }

  private Series of(Map<String, String> labels) {
    return series.computeIfAbsent(Map.copyOf(labels), unknown -> new Series());
  }

  void end() {
    series.forEach(
        (labels, all) -> {
          check(all.bound == Double.POSITIVE_INFINITY, "no last bucket: " + labels);
          check(all.count != null && all.sum != null, "without count or sum: " + labels);
          check(all.count == all.cumulated, "buckets of another count: " + labels);
          check(all.sum >= 0 && Double.isFinite(all.sum), "no sum of durations: " + labels);
        });
  }
}
