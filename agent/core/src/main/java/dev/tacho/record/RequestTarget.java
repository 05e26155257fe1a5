package dev.tacho.record;

/** What the request line of an outbound call says about where it goes (RFC 9112, section 3.2). */
final class RequestTarget {
  private RequestTarget() {}

  /**
   * The path of {@code target}, and its query if it has one. Mostly that is the target itself; some
   * clients take absolute URIs, too.
   *
   * @param target a path or an absolute URI, or null
   * @return null where there is none
   */
  static String path(String target) {
    if (target == null || target.startsWith("/")) {
      return target;
    }
    int scheme = target.indexOf("://");
    if (scheme < 0) {
      return target;
    }
    int end = target.length();
    for (int i = scheme + 3; i < end; i++) {
      char c = target.charAt(i);
      if (c == '/' || c == '?' || c == '#') {
        return target.substring(i);
      }
    }
    return null;
  }
}
