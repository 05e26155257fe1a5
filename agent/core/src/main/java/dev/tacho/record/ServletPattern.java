package dev.tacho.record;

/** Which URL pattern led to a servlet, for servlet APIs and containers that do not tell. */
final class ServletPattern {
  /** Stands for patterns of extensions as well, which say nothing about a route. */
  private static final String EVERYTHING = "/";

  private ServletPattern() {}

  /**
   * Finds the one of {@code patterns} that has to have matched, by the rules of the Servlet
   * specification, 12.1.
   *
   * @param servletPath the part of the path that matched
   * @param pathInfo the rest of the path, null where there is none
   */
  static String of(Iterable<String> patterns, String servletPath, String pathInfo) {
    String found = EVERYTHING;
    for (String pattern : patterns) {
      if (pathInfo == null && pattern.equals(servletPath)) {
        return pattern; // an exact match precedes the others
      }
      if (isPrefix(pattern, servletPath)) {
        found = pattern;
      }
    }
    return found;
  }

  private static boolean isPrefix(String pattern, String servletPath) {
    return pattern.length() == servletPath.length() + 2
        && pattern.endsWith("/*")
        && pattern.startsWith(servletPath);
  }
}
