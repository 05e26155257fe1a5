package dev.tacho.cli.check;

import dev.tacho.cli.stats.Holm;
import dev.tacho.cli.stats.ProportionTest;
import dev.tacho.cli.stats.RankTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What has changed since an earlier report. A change counts if chance is not likely to have made
 * it: of all tests together, latencies by ranks and errors by shares, the chance to find a
 * difference where there is none is one in a hundred. Of latencies it has to be worth something,
 * too.
 */
final class Comparison {
  private static final double ALPHA = 0.01;
  private static final double MIN_LATENCY_CHANGE = 0.1;

  final EarlierReport before;
  final List<Change> changes = new ArrayList<>();

  Comparison(EarlierReport before, RunResult after) {
    this.before = before;
    for (EndpointResult endpoint : after.endpoints) {
      EarlierReport.Figures earlier = before.endpoints.get(endpoint.endpoint.name);
      if (earlier != null && earlier.p95 != null && endpoint.latency.count > 0) {
        changes.add(new Change(endpoint, earlier));
      }
    }
    adjustForNumberOfTests();
  }

  private void adjustForNumberOfTests() {
    double[] pValues = new double[2 * changes.size()];
    for (int i = 0; i < changes.size(); i++) {
      pValues[2 * i] = changes.get(i).latencyP;
      pValues[2 * i + 1] = changes.get(i).errorP;
    }
    double[] adjusted = Holm.adjust(pValues);
    for (int i = 0; i < changes.size(); i++) {
      changes.get(i).latencyP = adjusted[2 * i];
      changes.get(i).errorP = adjusted[2 * i + 1];
    }
  }

  boolean isWorse() {
    return changes.stream().anyMatch(Change::isWorse);
  }

  /** For people. */
  String text(String sequenceDigest, double ratePerSecond) {
    StringBuilder text = new StringBuilder();
    text.append(String.format("%nCompared with the report of %s:%n", before.started));
    if (!before.sequenceDigest.equals(sequenceDigest) || before.ratePerSecond != ratePerSecond) {
      text.append(String.format("  (Those were other requests, or another rate.)%n"));
    }
    for (Change change : changes) {
      text.append(String.format("  %s%n", change));
    }
    if (changes.isEmpty()) {
      text.append(String.format("  no endpoint is in both%n"));
    }
    return text.toString();
  }

  Map<String, Object> json(String sequenceDigest) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("started", before.started);
    json.put("same_sequence", before.sequenceDigest.equals(sequenceDigest));
    json.put("worse", isWorse());
    List<Object> endpoints = new ArrayList<>();
    for (Change change : changes) {
      endpoints.add(change.json());
    }
    json.put("endpoints", endpoints);
    return json;
  }

  /** One endpoint then and now. */
  static final class Change {
    final String name;
    private final double p95Before;
    private final double p95After;
    private final double errorRatioBefore;
    private final double errorRatioAfter;
    private final double slower;
    private double latencyP;
    private double errorP;

    private Change(EndpointResult after, EarlierReport.Figures before) {
      this.name = after.endpoint.name;
      this.p95Before = before.p95;
      this.p95After = after.latency.get(Measure.P95);
      this.errorRatioBefore = (double) before.errors / before.requests;
      this.errorRatioAfter = after.errorRatio();
      this.errorP =
          ProportionTest.pValue(before.errors, before.requests, after.errors(), after.requests);
      RankTest latency = rankTest(before.buckets, after.latency.buckets());
      this.latencyP = latency.pValue;
      this.slower = latency.secondIsLarger;
    }

    private static RankTest rankTest(Map<Double, Long> before, Map<Double, Long> after) {
      SortedSet<Double> bounds = new TreeSet<>(before.keySet());
      bounds.addAll(after.keySet());
      long[] first = new long[bounds.size()];
      long[] second = new long[bounds.size()];
      int i = 0;
      for (Double bound : bounds) {
        first[i] = before.getOrDefault(bound, 0L);
        second[i] = after.getOrDefault(bound, 0L);
        i++;
      }
      return RankTest.of(first, second);
    }

    boolean isWorse() {
      return isSlower() || (errorP < ALPHA && errorRatioAfter > errorRatioBefore);
    }

    private boolean isSlower() {
      return latencyP < ALPHA && slower > 0.5 && p95After > p95Before * (1 + MIN_LATENCY_CHANGE);
    }

    private boolean isBetter() {
      return isFaster() || (errorP < ALPHA && errorRatioAfter < errorRatioBefore);
    }

    private boolean isFaster() {
      return latencyP < ALPHA && slower < 0.5 && p95Before > p95After * (1 + MIN_LATENCY_CHANGE);
    }

    private String verdict() {
      return isWorse() ? "worse" : isBetter() ? "better" : "same";
    }

    private Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("name", name);
      json.put("p95_seconds_before", p95Before);
      json.put("p95_seconds_after", p95After);
      json.put("latency_p_value", JsonReport.rounded(latencyP));
      json.put("error_ratio_before", JsonReport.rounded(errorRatioBefore));
      json.put("error_ratio_after", JsonReport.rounded(errorRatioAfter));
      json.put("error_p_value", JsonReport.rounded(errorP));
      json.put("verdict", verdict());
      return json;
    }

    @Override
    public String toString() {
      return String.format(
          "%s: %s (p95 %s, before %s, %s; errors %s, before %s, %s)",
          name,
          verdict(),
          Verdict.millis(p95After),
          Verdict.millis(p95Before),
          shown(latencyP),
          Verdict.percent(errorRatioAfter),
          Verdict.percent(errorRatioBefore),
          shown(errorP));
    }

    private static String shown(double pValue) {
      return pValue < 0.001 ? "p<0.001" : String.format(Locale.ROOT, "p=%.3f", pValue);
    }
  }
}
