package dev.tacho.monitoring.dashboards;

/** Expressions that several panels are built of. */
final class Expressions {
  static final String JOB = "job=\"$job\"";
  static final String INSTANCES = JOB + ", instance=~\"$instance\"";
  static final String ROUTES = INSTANCES + ", route=~\"$route\"";

  /** For events that are too rare for the interval of a chart, such as the runs of a job. */
  static final String HOUR = "1h";

  private static final String CHART = "$__rate_interval";

  private Expressions() {}

  static String series(String metric, String selector) {
    return metric + "{" + selector + "}";
  }

  static String sumOfRates(String metric, String selector) {
    return "sum(" + rate(metric, selector) + ")";
  }

  static String sumOfRates(String by, String metric, String selector) {
    return "sum by (" + by + ") (" + rate(metric, selector) + ")";
  }

  /** How often something rare happened in the interval of the chart. */
  static String sumOfIncreases(String by, String metric, String selector) {
    return "sum by (%s) (increase(%s[%s]))".formatted(by, series(metric, selector), CHART);
  }

  /** From classic buckets and, on a server that keeps none of them, from native ones. */
  static String percentile(double quantile, String histogram, String selector) {
    return "histogram_quantile(%1$s, sum by (le) (%2$s)) or histogram_quantile(%1$s, sum(%3$s))"
        .formatted(quantile, rate(histogram + "_bucket", selector), rate(histogram, selector));
  }

  static String percentile(double quantile, String by, String histogram, String selector) {
    return ("histogram_quantile(%1$s, sum by (%2$s, le) (%3$s))"
            + " or histogram_quantile(%1$s, sum by (%2$s) (%4$s))")
        .formatted(quantile, by, rate(histogram + "_bucket", selector), rate(histogram, selector));
  }

  static String mean(String by, String histogram, String selector) {
    return mean(by, histogram, selector, CHART);
  }

  /** As {@link #percentile}: a server with native histograms only has neither sum nor count. */
  static String mean(String by, String histogram, String selector, String window) {
    return ("sum by (%1$s) (%2$s) / (sum by (%1$s) (%3$s) > 0)"
            + " or histogram_sum(sum by (%1$s) (%4$s)) / (histogram_count(sum by (%1$s) (%4$s)) > 0)")
        .formatted(
            by,
            rate(histogram + "_sum", selector, window),
            rate(histogram + "_count", selector, window),
            rate(histogram, selector, window));
  }

  /** Counters of what may never have happened are zero wherever there were events at all. */
  static String orZero(String rate, String ofAll) {
    return rate + " or 0 * " + ofAll;
  }

  static String top(int number, String expression) {
    return "topk(" + number + ", " + expression + ")";
  }

  /** A budget of {@code alerts/budgets}: {@code job:budget:seconds} or {@code job:budget:ratio}. */
  static String budget(String record, String budget, String severity) {
    return series(record, JOB + ", budget=\"" + budget + "\", severity=\"" + severity + "\"");
  }

  /** A limit of {@code alerts/budgets/limits.yml}. */
  static String limit(String record, String limit, String severity) {
    return series(record, JOB + ", limit=\"" + limit + "\", severity=\"" + severity + "\"");
  }

  /** A percentile of nothing is not a number, which is above no limit: it would look good. */
  static String number(String expression) {
    return "(" + expression + " >= 0)";
  }

  /**
   * 0 within the budget, 1 above the warning, 2 above the critical level: thresholds that follow
   * the agent's configuration, which those of a panel cannot.
   */
  static String state(String value, String warning, String critical) {
    return "(%1$s > bool on (job) %2$s) + on (job) (%1$s > bool on (job) %3$s)"
        .formatted(value, warning, critical);
  }

  private static String rate(String metric, String selector) {
    return rate(metric, selector, CHART);
  }

  private static String rate(String metric, String selector, String window) {
    return "rate(" + series(metric, selector) + "[" + window + "])";
  }
}
