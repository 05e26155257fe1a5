package dev.tacho.cli.doctor;

import java.util.Locale;

/** One thing that has been looked at. Immutable. */
final class Finding {
  /** What it means. */
  enum Level {
    OK,

    /** Worth knowing, and no reason to do anything. */
    INFO,

    /** Something is not as it should be. */
    WARN;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  final Level level;

  /** What has been looked at: one word, for tools. */
  final String check;

  final String text;

  Finding(Level level, String check, String text) {
    this.level = level;
    this.check = check;
    this.text = text;
  }
}
