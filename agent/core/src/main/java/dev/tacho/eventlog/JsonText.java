package dev.tacho.eventlog;

/** Text from outside, made fit for a JSON string of bounded size. */
public final class JsonText {
  private static final char REPLACEMENT = '\uFFFD';

  private JsonText() {}

  /**
   * Cuts {@code text} so that it takes at most {@code maxBytes} in UTF-8, its escapes included, and
   * replaces lone surrogates, which no encoding has a place for.
   *
   * @return {@code text} itself where nothing is to be done
   */
  public static String fit(String text, int maxBytes) {
    int bytes = 0;
    int end = 0;
    boolean lone = false;
    while (end < text.length()) {
      int chars = isPair(text, end) ? 2 : 1;
      bytes += chars == 2 ? 4 : bytes(text.charAt(end));
      if (bytes > maxBytes) {
        break;
      }
      lone |= chars == 1 && Character.isSurrogate(text.charAt(end));
      end += chars;
    }
    String cut = text.substring(0, end);
    return lone ? withoutLoneSurrogates(cut) : cut;
  }

  private static boolean isPair(String text, int i) {
    return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
  }

  /** What the escapes are depends on who writes them; this is the most that one takes. */
  private static int bytes(char c) {
    if (c < ' ') {
      return 6;
    }
    if (c < 0x80) {
      return c == '"' || c == '\\' ? 2 : 1;
    }
    return c < 0x800 ? 2 : 3;
  }

  private static String withoutLoneSurrogates(String text) {
    StringBuilder result = new StringBuilder(text);
    for (int i = 0; i < result.length(); i++) {
      if (isPair(text, i)) {
        i++;
      } else if (Character.isSurrogate(text.charAt(i))) {
        result.setCharAt(i, REPLACEMENT);
      }
    }
    return result.toString();
  }
}
