package dev.tacho.metrics;

/** The values of the label {@code method}: the methods of RFC 9110, PATCH, and all others. */
final class HttpMethods {
  private static final String[] NAMES = {
    "GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS", "TRACE", "CONNECT", "_OTHER"
  };

  static final int COUNT = NAMES.length;

  private static final int OTHER = COUNT - 1;

  private HttpMethods() {}

  /** Methods are told apart by case; null is another one, too. */
  static int index(String method) {
    for (int i = 0; i < OTHER; i++) {
      if (NAMES[i].equals(method)) {
        return i;
      }
    }
    return OTHER;
  }

  static String name(int index) {
    return NAMES[index];
  }
}
