package dev.tacho.metrics;

/** Text from outside, made fit for a label. */
final class Text {
  private Text() {}

  /** Strips control characters and cuts to {@code maxLength} characters. */
  static String label(String text, int maxLength) {
    StringBuilder label = new StringBuilder(Math.min(text.length(), maxLength));
    for (int i = 0; i < text.length() && label.length() < maxLength; i++) {
      char c = text.charAt(i);
      if (!Character.isISOControl(c)) {
        label.append(c);
      }
    }
    return label.toString();
  }
}
