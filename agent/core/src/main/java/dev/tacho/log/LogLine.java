package dev.tacho.log;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Writes down what the agent's log says, each time as one line. */
final class LogLine {
  /** Messages can have the text of an exception in them, and that anything. */
  private static final int MAX_CHARS = 4000;

  private LogLine() {}

  /** Among the application's own output: {@code tacho: message}. */
  static byte[] marked(String message) {
    return ("tacho: " + fit(message) + '\n').getBytes(Charset.defaultCharset());
  }

  /** In a file of its own: {@code 2026-01-31T23:59:59.007Z warn message}. */
  static byte[] dated(LogLevel level, String message, long epochMillis) {
    String line = UtcTime.format(epochMillis) + ' ' + level.label + ' ' + fit(message) + '\n';
    return line.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] json(LogLevel level, String message, long epochMillis) {
    StringBuilder line = new StringBuilder(message.length() + 100);
    line.append("{\"timestamp\":\"").append(UtcTime.format(epochMillis));
    line.append("\",\"level\":\"").append(level.label);
    line.append("\",\"logger\":\"tacho\",\"message\":\"");
    appendEscaped(line, fit(message));
    return line.append("\"}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String fit(String message) {
    String oneLine = message.replace('\n', ' ').replace('\r', ' ');
    return oneLine.length() <= MAX_CHARS ? oneLine : oneLine.substring(0, MAX_CHARS) + '…';
  }

  private static void appendEscaped(StringBuilder line, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append(c);
      } else if (c < ' ') {
        line.append("\\u00").append(c < 16 ? "0" : "").append(Integer.toHexString(c));
      } else {
        line.append(c);
      }
    }
  }
}
