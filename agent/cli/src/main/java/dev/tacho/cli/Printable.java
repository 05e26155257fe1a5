package dev.tacho.cli;

/** Text from a service, made fit for a terminal. */
public final class Printable {
  private static final char REPLACEMENT = '?';

  private Printable() {}

  /** Replaces what moves the cursor, changes colours or the direction of writing. */
  public static String text(String text) {
    StringBuilder result = new StringBuilder(text);
    for (int i = 0; i < result.length(); i++) {
      char c = result.charAt(i);
      int type = Character.getType(c);
      if (Character.isISOControl(c)
          || type == Character.FORMAT
          || type == Character.LINE_SEPARATOR
          || type == Character.PARAGRAPH_SEPARATOR) {
        result.setCharAt(i, REPLACEMENT);
      }
    }
    return result.toString();
  }
}
