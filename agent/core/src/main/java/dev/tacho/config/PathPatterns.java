package dev.tacho.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Patterns of request paths, in the order in which they were configured. Immutable; any thread may
 * match. Matching allocates nothing and takes time in proportion to the path.
 *
 * <p>A pattern begins with a slash. A {@code *} at its end stands for everything that follows, and
 * a whole segment of it for nothing too: {@code /img/*} matches {@code /img}. Elsewhere {@code *}
 * stands for any characters, or none, within its segment. <code>{name}</code> stands for one
 * segment that is not empty. All else is literal.
 *
 * <p>The path is taken as it was sent: it is not decoded, and {@code //} is an empty segment. Its
 * query does not belong to it, nor do path parameters ({@code ;jsessionid=…}).
 */
public final class PathPatterns {
  public static final PathPatterns NONE = new PathPatterns(new PathPattern[0]);

  /** What the text of patterns has to look like, for messages and the documentation. */
  static final String EXPECTED =
      "paths that start with / and have ; between them, such as /img/*;/w/{page}";

  static final int MAX_PATTERNS = 200;

  private final PathPattern[] patterns;

  private PathPatterns(PathPattern[] patterns) {
    this.patterns = patterns;
  }

  /** Returns null if one of the patterns in {@code text} is none, or if there are too many. */
  static PathPatterns parse(String text) {
    List<PathPattern> patterns = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int semicolon = text.indexOf(';', start);
      int end = semicolon < 0 ? text.length() : semicolon;
      String pattern = text.substring(start, end).trim();
      if (!pattern.isEmpty()) {
        if (!PathPattern.isValid(pattern) || patterns.size() == MAX_PATTERNS) {
          return null;
        }
        patterns.add(new PathPattern(pattern));
      }
      start = end + 1;
    }
    return of(patterns);
  }

  /** Takes texts that {@link PathPattern#isValid} has found to be patterns. */
  static PathPatterns ofValid(List<String> texts) {
    List<PathPattern> patterns = new ArrayList<>();
    for (String text : texts) {
      patterns.add(new PathPattern(text));
    }
    return of(patterns);
  }

  private static PathPatterns of(List<PathPattern> patterns) {
    return patterns.isEmpty() ? NONE : new PathPatterns(patterns.toArray(new PathPattern[0]));
  }

  /**
   * Finds the first pattern that matches the path, or the path within the context.
   *
   * @param uri the request URI as sent; null and empty stand for {@code /}
   * @param contextPathLength how much of {@code uri} is the context path, 0 for the root context
   * @return the pattern's index, or -1
   */
  public int match(String uri, int contextPathLength) {
    if (patterns.length == 0) {
      return -1;
    }
    if (uri == null || uri.isEmpty()) {
      return match("/", 1, -1);
    }
    int query = uri.indexOf('?');
    int end = query < 0 ? uri.length() : query;
    return match(uri, end, startWithinContext(uri, end, contextPathLength));
  }

  private int match(String uri, int end, int startWithinContext) {
    for (int i = 0; i < patterns.length; i++) {
      PathPattern pattern = patterns[i];
      if (pattern.matches(uri, 0, end)
          || (startWithinContext >= 0 && pattern.matches(uri, startWithinContext, end))) {
        return i;
      }
    }
    return -1;
  }

  /** Returns -1 where there is no context path, or where the URI writes it in another way. */
  private static int startWithinContext(String uri, int end, int contextPathLength) {
    if (contextPathLength <= 0 || contextPathLength > end) {
      return -1;
    }
    int start = PathPattern.skipParameters(uri, contextPathLength, end);
    return start == end || uri.charAt(start) == '/' ? start : -1;
  }

  /** The pattern at an index that {@link #match} gave, as it was configured. */
  public String text(int index) {
    return patterns[index].text;
  }

  public int size() {
    return patterns.length;
  }
}
