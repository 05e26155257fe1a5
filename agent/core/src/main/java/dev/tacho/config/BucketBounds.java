package dev.tacho.config;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Upper bounds of classic buckets, ascending. Immutable. */
public final class BucketBounds {
  static final String EXPECTED =
      "1 to 50 ascending durations from 1us to 24h with ; between them, in seconds or with a unit,"
          + " such as 0.005;50ms;1s";

  private static final int MAX = 50;
  private static final long MIN_NANOS = TimeUnit.MICROSECONDS.toNanos(1);
  private static final long MAX_NANOS = TimeUnit.DAYS.toNanos(1);

  private final long[] nanos;

  private BucketBounds(long[] nanos) {
    this.nanos = nanos;
  }

  /** Null if {@code text} is no such list. */
  static BucketBounds parse(String text) {
    String[] parts = text.split(";", -1);
    if (parts.length > MAX) {
      return null;
    }
    long[] nanos = new long[parts.length];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = nanos(parts[i].trim());
      long lowest = i == 0 ? MIN_NANOS : nanos[i - 1] + 1;
      if (nanos[i] < lowest || nanos[i] > MAX_NANOS) {
        return null;
      }
    }
    return new BucketBounds(nanos);
  }

  /** 0 if it is no duration. */
  private static long nanos(String text) {
    int unit = 0;
    while (unit < text.length() && !Character.isLetter(text.charAt(unit))) {
      unit++;
    }
    long factor = factor(text.substring(unit));
    try {
      return factor == 0 ? 0 : Math.round(Double.parseDouble(text.substring(0, unit)) * factor);
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }

  /** Nanoseconds; 0 if there is no such unit. */
  private static long factor(String unit) {
    switch (unit) {
      case "us":
        return TimeUnit.MICROSECONDS.toNanos(1);
      case "ms":
        return TimeUnit.MILLISECONDS.toNanos(1);
      case "":
      case "s":
        return TimeUnit.SECONDS.toNanos(1);
      case "m":
        return TimeUnit.MINUTES.toNanos(1);
      case "h":
        return TimeUnit.HOURS.toNanos(1);
      default:
        return 0;
    }
  }

  /** A new array at each call. */
  public double[] seconds() {
    double[] seconds = new double[nanos.length];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = nanos[i] / 1e9;
    }
    return seconds;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BucketBounds && Arrays.equals(nanos, ((BucketBounds) other).nanos);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(nanos);
  }
}
