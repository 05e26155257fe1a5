package dev.tacho.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** What the text of an option's value can be. Each answers null for text it does not take. */
final class Parsers {
  static final String PATH_EXPECTED =
      "a path of letters, digits and ._~- such as /metrics, not below /-/";
  private static final int MAX_HOST = 253;
  private static final int MAX_PATH = 200;

  private Parsers() {}

  static Option.Parser<Boolean> bool() {
    return new Option.Parser<Boolean>() {
      @Override
      public ValueType type() {
        return ValueType.SWITCH;
      }

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
      public ValueType type() {
        return ValueType.INTEGER;
      }

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

  static Option.Parser<PortRange> ports() {
    return new Option.Parser<PortRange>() {
      @Override
      public ValueType type() {
        return ValueType.PORTS;
      }

      @Override
      public PortRange parse(String text) {
        return PortRange.parse(text);
      }
    };
  }

  /** The name or address of a host; whether there is such a host is not asked. */
  static Option.Parser<String> host() {
    return new Option.Parser<String>() {
      @Override
      public String parse(String text) {
        return text.length() <= MAX_HOST && text.matches("[A-Za-z0-9._:%-]+|\\[[A-Fa-f0-9:.]+]")
            ? text
            : null;
      }
    };
  }

  /** A path that needs no escapes anywhere, and is none of the probes'. */
  static Option.Parser<String> path() {
    return new Option.Parser<String>() {
      @Override
      public String parse(String text) {
        boolean path = text.length() <= MAX_PATH && text.matches("(/[A-Za-z0-9._~-]+)+");
        return path && !text.matches("(.*/)?\\.{1,2}(/.*)?|/-/.*") ? text : null;
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
      public ValueType type() {
        return ValueType.LIST;
      }

      @Override
      public PathPatterns parse(String text) {
        return PathPatterns.parse(text);
      }
    };
  }

  /** Never null: a pattern that is none costs itself only. */
  static Option.Parser<MethodPatterns> methods() {
    return new Option.Parser<MethodPatterns>() {
      @Override
      public ValueType type() {
        return ValueType.LIST;
      }

      @Override
      public MethodPatterns parse(String text) {
        return MethodPatterns.parse(text);
      }
    };
  }

  /** One of {@code values}, by its name in lower case. */
  static <E extends Enum<E>> Option.Parser<E> oneOf(final E[] values) {
    return new Option.Parser<E>() {
      @Override
      public ValueType type() {
        return ValueType.CHOICE;
      }

      @Override
      public E parse(String text) {
        for (E value : values) {
          if (value.name().equalsIgnoreCase(text)) {
            return value;
          }
        }
        return null;
      }
    };
  }

  /** A token as RFC 9110, 5.6.2, has it: what names of header fields are. */
  static Option.Parser<String> token(final int maxLength) {
    return new Option.Parser<String>() {
      @Override
      public String parse(String text) {
        if (text.isEmpty() || text.length() > maxLength) {
          return null;
        }
        for (int i = 0; i < text.length(); i++) {
          char c = text.charAt(i);
          boolean letterOrDigit = c < 0x80 && Character.isLetterOrDigit(c);
          if (!letterOrDigit && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
            return null;
          }
        }
        return text;
      }
    };
  }

  static Option.Parser<HostPatterns> hosts() {
    return new Option.Parser<HostPatterns>() {
      @Override
      public ValueType type() {
        return ValueType.LIST;
      }

      @Override
      public HostPatterns parse(String text) {
        return HostPatterns.parse(text);
      }
    };
  }

  static Option.Parser<ServiceNames> services() {
    return new Option.Parser<ServiceNames>() {
      @Override
      public ValueType type() {
        return ValueType.LIST;
      }

      @Override
      public ServiceNames parse(String text) {
        return ServiceNames.parse(text);
      }
    };
  }

  static Option.Parser<ServicePaths> servicePaths() {
    return new Option.Parser<ServicePaths>() {
      @Override
      public ValueType type() {
        return ValueType.LIST;
      }

      @Override
      public ServicePaths parse(String text) {
        return ServicePaths.parse(text);
      }
    };
  }

  /** Nanoseconds from {@code 250ms}, {@code 1s} or {@code 5m}; fractions such as 0.5s are fine. */
  static Option.Parser<Long> duration(final long minMillis, final long maxMillis) {
    return new Option.Parser<Long>() {
      @Override
      public ValueType type() {
        return ValueType.DURATION;
      }

      @Override
      public Long parse(String text) {
        int digits = digits(text);
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

  /**
   * Nanoseconds from a number without its unit, as variables of others have it.
   *
   * @param unit of the number, and of its range
   */
  static Option.Parser<Long> plainDuration(
      final TimeUnit unit, final double min, final double max) {
    return new Option.Parser<Long>() {
      @Override
      public Long parse(String text) {
        try {
          double value = digits(text) == text.length() ? Double.parseDouble(text) : -1;
          return value < min || value > max ? null : Math.round(value * unit.toNanos(1));
        } catch (NumberFormatException notANumber) {
          return null;
        }
      }

      @Override
      public ValueType type() {
        return ValueType.DURATION;
      }
    };
  }

  /** Bytes from {@code 512KB}, {@code 10MB} or {@code 1GB}, by powers of 1024. */
  static Option.Parser<Long> size(final long minBytes, final long maxBytes) {
    return new Option.Parser<Long>() {
      @Override
      public ValueType type() {
        return ValueType.SIZE;
      }

      @Override
      public Long parse(String text) {
        int digits = digits(text);
        String unit = text.substring(digits);
        int power = Arrays.asList("B", "KB", "MB", "GB").indexOf(unit);
        if (digits == 0 || power < 0) {
          return null;
        }
        try {
          double bytes = Double.parseDouble(text.substring(0, digits)) * (1L << (10 * power));
          return bytes < minBytes || bytes > maxBytes ? null : Math.round(bytes);
        } catch (NumberFormatException notANumber) {
          return null;
        }
      }
    };
  }

  /**
   * An absolute URL of HTTP.
   *
   * @param withUser whether it must name a user and a path, as a DSN does, or must not name a user
   */
  static Option.Parser<String> url(final int maxLength, final boolean withUser) {
    return new Option.Parser<String>() {
      @Override
      public ValueType type() {
        return ValueType.URL;
      }

      @Override
      public String parse(String text) {
        if (text.length() > maxLength) {
          return null;
        }
        try {
          URI uri = new URI(text);
          boolean http =
              "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
          boolean user = uri.getUserInfo() != null;
          boolean path = uri.getPath() != null && uri.getPath().length() > 1;
          return http && uri.getHost() != null && user == withUser && (path || !withUser)
              ? text
              : null;
        } catch (URISyntaxException notOne) {
          return null;
        }
      }
    };
  }

  /** A share from {@code 99.9%} or {@code 0.999}; neither nothing nor all is one. */
  static Option.Parser<Double> ratio() {
    return new Option.Parser<Double>() {
      @Override
      public ValueType type() {
        return ValueType.RATIO;
      }

      @Override
      public Double parse(String text) {
        int digits = digits(text);
        String suffix = text.substring(digits);
        boolean percent = "%".equals(suffix);
        if (!percent && !suffix.isEmpty()) {
          return null;
        }
        try {
          // The exponent, because a division by 100 would not give the nearest double.
          double value = Double.parseDouble(text.substring(0, digits) + (percent ? "e-2" : ""));
          return value > 0 && value < 1 ? Double.valueOf(value) : null;
        } catch (NumberFormatException notANumber) {
          return null;
        }
      }
    };
  }

  /** How many characters at the begin can belong to a number without sign. */
  private static int digits(String text) {
    int digits = 0;
    while (digits < text.length()
        && (text.charAt(digits) == '.' || Character.isDigit(text.charAt(digits)))) {
      digits++;
    }
    return digits;
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
