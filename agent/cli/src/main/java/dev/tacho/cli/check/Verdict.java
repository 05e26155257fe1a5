package dev.tacho.cli.check;

import java.util.Locale;

/** One objective beside what was measured; seconds, or a share. */
final class Verdict {
  final Measure measure;
  final double limit;
  final double actual;

  Verdict(Measure measure, double limit, double actual) {
    this.measure = measure;
    this.limit = limit;
    this.actual = actual;
  }

  boolean complies() {
    return actual <= limit;
  }

  /** For people: {@code p95 123 ms, at most 100 ms}. */
  @Override
  public String toString() {
    return measure.label + ' ' + shown(actual) + ", at most " + shown(limit);
  }

  String objective() {
    return measure.label + " at most " + shown(limit);
  }

  private String shown(double value) {
    return measure.isLatency() ? millis(value) : percent(value);
  }

  static String millis(double seconds) {
    double millis = seconds * 1e3;
    String format = millis < 10 ? "%.2f" : millis < 1000 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, format, millis).replaceFirst("\\.0+$", "") + " ms";
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.3f", share * 100).replaceFirst("\\.?0+$", "") + " %";
  }
}
