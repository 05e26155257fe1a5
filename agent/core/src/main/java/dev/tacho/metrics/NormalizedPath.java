package dev.tacho.metrics;

/**
 * A URI path with its variable segments replaced: numbers by {@code {id}}, UUIDs by {@code {uuid}},
 * long hexadecimal or base64 text by {@code {token}}. Path parameters ({@code ;jsessionid=…}),
 * empty segments and control characters are dropped; the result has at most {@value #MAX_SEGMENTS}
 * segments and {@value #MAX_LENGTH} characters.
 *
 * <p>One instance serves as a thread's scratch space: {@link #set} again and again, and use it as a
 * key to look up, which allocates nothing. Not safe for use by several threads at once.
 */
public final class NormalizedPath {
  private static final int MAX_SEGMENTS = 8;
  private static final int MAX_LENGTH = 120;

  /** A path is read this far; what follows could not change the result any more in practice. */
  private static final int MAX_INPUT = 2048;

  /** From this length on, all-hexadecimal text is taken for a token. */
  private static final int MIN_HEX_TOKEN = 16;

  /** From this length on, base64url text with letters and digits mixed is taken for a token. */
  private static final int MIN_BASE64_TOKEN = 20;

  private final char[] chars;
  private int length;
  private int hash;

  public NormalizedPath() {
    this.chars = new char[MAX_LENGTH];
  }

  private NormalizedPath(NormalizedPath other) {
    this.chars = java.util.Arrays.copyOf(other.chars, other.length);
    this.length = other.length;
    this.hash = other.hash;
  }

  /** A copy that does not change when this one is set anew. */
  NormalizedPath copy() {
    return new NormalizedPath(this);
  }

  /**
   * Normalises {@code uri}, null standing for the empty path. A query string, if there is one, ends
   * the path.
   *
   * @return this
   */
  public NormalizedPath set(String uri) {
    length = 0;
    hash = 0;
    int end = uri == null ? 0 : pathEnd(uri);
    int segments = 0;
    int start = 0;
    while (start < end && segments < MAX_SEGMENTS) {
      int slash = uri.indexOf('/', start);
      int segmentEnd = slash < 0 || slash > end ? end : slash;
      if (segmentEnd > start && appendSegment(uri, start, segmentEnd)) {
        segments++;
      }
      start = segmentEnd + 1;
    }
    if (length == 0 || (segments < MAX_SEGMENTS && uri.charAt(end - 1) == '/')) {
      append("/", 0, 1);
    }
    return this;
  }

  /**
   * Takes a path that needs no normalising, such as a pattern.
   *
   * @return this
   */
  NormalizedPath setAsIs(String path) {
    length = 0;
    hash = 0;
    append(path, 0, path.length());
    return this;
  }

  private static int pathEnd(String uri) {
    int end = Math.min(uri.length(), MAX_INPUT);
    int query = uri.indexOf('?');
    return query >= 0 && query < end ? query : end;
  }

  /** Returns false if nothing is left of the segment. */
  private boolean appendSegment(String uri, int start, int segmentEnd) {
    int semicolon = uri.indexOf(';', start);
    int end = semicolon >= 0 && semicolon < segmentEnd ? semicolon : segmentEnd;
    if (end == start) {
      return false;
    }
    int lengthBefore = length;
    int hashBefore = hash;
    append("/", 0, 1);
    String placeholder = placeholder(uri, start, end);
    if (placeholder != null) {
      append(placeholder, 0, placeholder.length());
    } else {
      append(uri, start, end);
    }
    if (length == lengthBefore + 1) { // control characters only
      length = lengthBefore;
      hash = hashBefore;
      return false;
    }
    return true;
  }

  /** Reads and writes the fields once; the hash goes along. */
  private void append(String text, int start, int end) {
    int newLength = length;
    int newHash = hash;
    for (int i = start; i < end && newLength < MAX_LENGTH; i++) {
      char c = text.charAt(i);
      if (!Character.isISOControl(c)) {
        chars[newLength++] = c;
        newHash = 31 * newHash + c;
      }
    }
    length = newLength;
    hash = newHash;
  }

  /** What stands for the segment, or null if it stands for itself. */
  private static String placeholder(String uri, int start, int end) {
    int digits = 0;
    int hexLetters = 0;
    int otherLetters = 0;
    int dashes = 0;
    for (int i = start; i < end; i++) {
      char c = uri.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')) {
        hexLetters++;
      } else if ((c >= 'g' && c <= 'z') || (c >= 'G' && c <= 'Z')) {
        otherLetters++;
      } else if (c == '-') {
        dashes++;
      } else if (c != '_' && c != '=') {
        return null;
      }
    }
    int segmentLength = end - start;
    if (digits == segmentLength) {
      return "{id}";
    }
    if (segmentLength == 36 && dashes == 4 && digits + hexLetters == 32 && isUuid(uri, start)) {
      return "{uuid}";
    }
    if (digits + hexLetters == segmentLength && segmentLength >= MIN_HEX_TOKEN && digits > 0) {
      return "{token}";
    }
    boolean mixed = digits >= 2 && hexLetters + otherLetters >= 2;
    return mixed && dashes <= 2 && segmentLength >= MIN_BASE64_TOKEN ? "{token}" : null;
  }

  private static boolean isUuid(String uri, int start) {
    return uri.charAt(start + 8) == '-'
        && uri.charAt(start + 13) == '-'
        && uri.charAt(start + 18) == '-'
        && uri.charAt(start + 23) == '-';
  }

  @Override
  public boolean equals(Object object) {
    if (!(object instanceof NormalizedPath)) {
      return false;
    }
    NormalizedPath other = (NormalizedPath) object;
    if (hash != other.hash || length != other.length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (chars[i] != other.chars[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return new String(chars, 0, length);
  }
}
