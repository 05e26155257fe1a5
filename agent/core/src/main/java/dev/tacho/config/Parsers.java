package dev.tacho.config;

import java.util.concurrent.TimeUnit;

/** What the text of an option's value can be. Each answers null for text it does not take. */
final class Parsers {
  private Parsers() {}

  static Option.Parser<Boolean> bool() {
    return new Option.Parser<Boolean>() {
      @Override
      public Boolean parse(String text) {
        if ("true".equalsIgnoreCase(text)) {
          return Boolean.TRUE;
        }
        return "false".equalsIgnoreCase(text) ? Boolean.FALSE : null;
      }
    };
  }

  static Option.Parser<Integer> integer(final int min, final int max) {
    return new Option.Parser<Integer>() {
      @Override
      public Integer parse(String text) {
        try {
          int value = Integer.parseInt(text);
          return value < min || value > max ? null : Integer.valueOf(value);
        } catch (NumberFormatException notANumber) {
          return null;
        }
      }
    };
  }

  static Option.Parser<String> text(final int maxLength) {
    return new Option.Parser<String>() {
      @Override
      public String parse(String text) {
        return text.isEmpty() || text.length() > maxLength ? null : text;
      }
    };
  }

  static Option.Parser<PathPatterns> paths() {
    return new Option.Parser<PathPatterns>() {
      @Override
      public PathPatterns parse(String text) {
        return PathPatterns.parse(text);
      }
    };
  }

  /** Nanoseconds from {@code 250ms}, {@code 1s} or {@code 5m}; fractions such as 0.5s are fine. */
  static Option.Parser<Long> duration(final long minMillis, final long maxMillis) {
    return new Option.Parser<Long>() {
      @Override
      public Long parse(String text) {
        int digits = 0;
        while (digits < text.length()
            && (text.charAt(digits) == '.' || Character.isDigit(text.charAt(digits)))) {
          digits++;
        }
        TimeUnit unit = unit(text.substring(digits));
        if (digits == 0 || unit == null) {
          return null;
        }
        try {
          double nanos = Double.parseDouble(text.substring(0, digits)) * unit.toNanos(1);
          return nanos < minMillis * 1e6 || nanos > maxMillis * 1e6 ? null : Math.round(nanos);
        } catch (NumberFormatException notANumber) {
          return null;
        }
      }
    };
  }

  private static TimeUnit unit(String suffix) {
    if ("ms".equals(suffix)) {
      return TimeUnit.MILLISECONDS;
    }
    if ("s".equals(suffix)) {
      return TimeUnit.SECONDS;
    }
    if ("m".equals(suffix)) {
      return TimeUnit.MINUTES;
    }
    return "h".equals(suffix) ? TimeUnit.HOURS : null;
  }
}
