package dev.tacho.metrics;

import java.util.Locale;

/**
 * Where a web application is mounted. Some containers, Tomcat among them, give the context path as
 * the client has written it, and a client can write it in any number of ways: {@code /%73hop},
 * {@code /shop;a=b}, {@code /x/..//shop}. Each would be a route of its own, and a declared one,
 * which no limit keeps out.
 */
final class ContextPath {
  /** What may be in a path as it is, letters and digits aside; no semicolon, which is special. */
  private static final String UNENCODED = "-._~!$&'()*+,=:@";

  private ContextPath() {}

  /**
   * The one way to write a context path that stands for all: no parameters, no empty or dot
   * segments, nothing encoded that need not be. The canonical form of that form is itself.
   */
  static String canonical(String contextPath) {
    StringBuilder canonical = new StringBuilder(contextPath.length());
    for (String segment : contextPath.split("/", -1)) {
      int parameters = segment.indexOf(';');
      append(decoded(parameters < 0 ? segment : segment.substring(0, parameters)), canonical);
    }
    return canonical.toString();
  }

  private static void append(String segment, StringBuilder path) {
    if (segment.equals("..")) {
      path.setLength(Math.max(0, path.lastIndexOf("/")));
    } else if (!segment.isEmpty() && !segment.equals(".")) {
      path.append('/').append(segment);
    }
  }

  private static String decoded(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    StringBuilder decoded = new StringBuilder(segment.length());
    for (int i = 0; i < segment.length(); i++) {
      int octet = segment.charAt(i) == '%' ? octet(segment, i + 1) : -1;
      if (octet < 0) {
        decoded.append(segment.charAt(i));
      } else if (mayBeUnencoded(octet)) {
        decoded.append((char) octet);
        i += 2;
      } else {
        decoded.append(segment.substring(i, i + 3).toUpperCase(Locale.ROOT));
        i += 2;
      }
    }
    return decoded.toString();
  }

  /** The value of two hexadecimal digits, or -1 if they are none. */
  private static int octet(String text, int start) {
    if (start + 2 > text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(start), 16);
    int low = Character.digit(text.charAt(start + 1), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static boolean mayBeUnencoded(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || UNENCODED.indexOf(c) >= 0;
  }
}
