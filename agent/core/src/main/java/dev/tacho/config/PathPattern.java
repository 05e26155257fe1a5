package dev.tacho.config;

/** One pattern; {@link PathPatterns} says what it means. Immutable. */
final class PathPattern {
  /** A pattern can become the value of a label. */
  private static final int MAX_LENGTH = 120;

  final String text;

  /** What each matching path begins with: the first segment as far as it is literal. */
  private final String head;

  private final boolean matchesRoot;

  PathPattern(String text) {
    this.text = text;
    this.head = text.substring(0, headLength(text));
    this.matchesRoot = matchesFully("/", 0, 1);
  }

  /** Parameters cannot stand within the head, but they can after the first segment. */
  private static int headLength(String text) {
    int length = 1;
    while (length < text.length() && "/*{".indexOf(text.charAt(length)) < 0) {
      length++;
    }
    return length;
  }

  static boolean isValid(String text) {
    if (text.length() > MAX_LENGTH || text.charAt(0) != '/' || text.contains("**")) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{') {
        int close = text.indexOf('}', i);
        if (!isWholeSegment(text, i, close)) {
          return false;
        }
        i = close;
      } else if (c <= ' ' || c == '}' || c == '?' || c == '#') {
        return false;
      }
    }
    return true;
  }

  /** Whether the braces enclose a name, and nothing stands beside them in their segment. */
  private static boolean isWholeSegment(String text, int open, int close) {
    if (close <= open + 1 || text.charAt(open - 1) != '/') {
      return false;
    }
    for (int i = open + 1; i < close; i++) {
      if (!Character.isJavaIdentifierPart(text.charAt(i)) && text.charAt(i) != '-') {
        return false;
      }
    }
    return close + 1 == text.length() || text.charAt(close + 1) == '/';
  }

  /** Whether the path from {@code start} to {@code end} matches; none at all is the root. */
  boolean matches(String uri, int start, int end) {
    return start == end
        ? matchesRoot
        : uri.startsWith(head, start) && matchesFully(uri, start, end);
  }

  /**
   * Walks along pattern and path. Where they differ, the last star of the segment takes one
   * character more; a star of a segment before needs no second thought, as it cannot take a slash.
   */
  private boolean matchesFully(String uri, int start, int end) {
    int at = 0;
    int i = start;
    int star = -1;
    int starTakesTo = -1;
    for (; ; ) {
      i = skipParameters(uri, i, end);
      int wanted = at < text.length() ? text.charAt(at) : -1;
      if (wanted == '*') {
        if (at == text.length() - 1) {
          return true;
        }
        star = at++;
        starTakesTo = i;
      } else if (wanted == '{' && i < end && uri.charAt(i) != '/') {
        i = segmentEnd(uri, i, end);
        at = text.indexOf('}', at) + 1;
      } else if (i < end && uri.charAt(i) == wanted && wanted != '{') {
        i++;
        at++;
        if (wanted == '/') {
          star = -1;
        }
      } else if (i == end && isAllThatIsLeftOptional(at)) {
        return true;
      } else if (star >= 0 && starTakesTo < end && uri.charAt(starTakesTo) != '/') {
        starTakesTo = skipParameters(uri, starTakesTo + 1, end);
        i = starTakesTo;
        at = star + 1;
      } else {
        return false;
      }
    }
  }

  private boolean isAllThatIsLeftOptional(int at) {
    return at == text.length() || (at == text.length() - 2 && text.endsWith("/*"));
  }

  private static int segmentEnd(String uri, int i, int end) {
    int slash = uri.indexOf('/', i);
    return slash < 0 || slash > end ? end : slash;
  }

  /** The index of the next character that is not of a path parameter. */
  static int skipParameters(String uri, int i, int end) {
    return i < end && uri.charAt(i) == ';' ? segmentEnd(uri, i, end) : i;
  }
}
