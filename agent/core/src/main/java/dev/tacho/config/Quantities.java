package dev.tacho.config;

/** Durations and shares, written as in options, for what is no option. */
public final class Quantities {
  private static final Option.Parser<Long> DURATION =
      Parsers.duration(0, Long.MAX_VALUE / 1_000_000);
  private static final Option.Parser<Double> RATIO = Parsers.ratio();

  private Quantities() {}

  /** Nanoseconds from {@code 250ms}, {@code 1s} or {@code 5m}; null if it is no duration. */
  public static Long nanos(String text) {
    return DURATION.parse(text);
  }

  /** A share above 0 and below 1 from {@code 0.1%} or {@code 0.001}; null if it is none. */
  public static Double ratio(String text) {
    return RATIO.parse(text);
  }
}
