package dev.tacho.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A set of hosts: names, suffixes such as {@code *.example.com}, {@code loopback}, or {@code *} for
 * all. Immutable; any thread may ask. Asking allocates nothing and asks no name server: names are
 * compared as they are written, without regard to case.
 */
public final class HostPatterns {
  static final String ALL = "*";
  static final String NONE = "none";
  private static final String LOOPBACK = "loopback";
  private static final String LOOPBACK_NET = "127.";
  private static final int MAX_HOST = 253;

  /** The names and addresses by which a machine calls itself. */
  public static final HostPatterns LOOPBACK_ONLY = parse(LOOPBACK);

  private final Collection<String> patterns;
  private final boolean all;
  private final boolean loopback;
  private final String[] names;

  /** With the dot in front. */
  private final String[] suffixes;

  private HostPatterns(Collection<String> patterns) {
    this.patterns = patterns;
    List<String> exact = new ArrayList<>();
    List<String> ends = new ArrayList<>();
    for (String pattern : patterns) {
      if (pattern.startsWith("*.")) {
        ends.add(pattern.substring(1));
      } else {
        exact.add(pattern);
      }
    }
    this.all = exact.remove(ALL);
    this.loopback = exact.remove(LOOPBACK);
    exact.remove(NONE);
    this.names = exact.toArray(new String[0]);
    this.suffixes = ends.toArray(new String[0]);
  }

  /** Reads patterns with semicolons between them. Returns null if one is none. */
  static HostPatterns parse(String text) {
    List<String> patterns = new ArrayList<>();
    for (String pattern : text.split(";", -1)) {
      String trimmed = pattern.trim();
      if (!isPattern(trimmed)) {
        return null;
      }
      patterns.add(trimmed);
    }
    return patterns.contains(NONE) && patterns.size() > 1 ? null : new HostPatterns(patterns);
  }

  private static boolean isPattern(String text) {
    if (text.equals(ALL)) {
      return true;
    }
    String host = text.startsWith("*.") ? text.substring(2) : text;
    return !host.isEmpty() && host.length() <= MAX_HOST && hasHostCharactersOnly(host);
  }

  /** Letters, digits and what stands in names and addresses; no star, no slash, no port's colon. */
  private static boolean hasHostCharactersOnly(String host) {
    boolean address = host.startsWith("[") && host.endsWith("]");
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      boolean fits =
          Character.isLetterOrDigit(c)
              || c == '.'
              || c == '-'
              || c == '_'
              || (address && (c == ':' || c == '[' || c == ']'));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** These and {@code more}, which are patterns for certain. */
  HostPatterns with(Collection<String> more) {
    List<String> together = new ArrayList<>(patterns);
    together.addAll(more);
    return new HostPatterns(together);
  }

  /**
   * Whether the set has this host.
   *
   * @param host as a URI has it, IPv6 addresses in brackets; null for a URI without one
   */
  public boolean contains(String host) {
    if (host == null) {
      return false;
    }
    return all || (loopback && isLoopback(host)) || isNamed(host) || hasSuffix(host);
  }

  private boolean isNamed(String host) {
    for (String name : names) {
      if (name.equalsIgnoreCase(host)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasSuffix(String host) {
    for (String suffix : suffixes) {
      int start = host.length() - suffix.length();
      if (start > 0 && host.regionMatches(true, start, suffix, 0, suffix.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.equals("[::1]")
        || host.equals("::1")
        || (host.startsWith(LOOPBACK_NET) && isNumeric(host));
  }

  /** Keeps out names that only begin like an address of the loopback net. */
  private static boolean isNumeric(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }
}
