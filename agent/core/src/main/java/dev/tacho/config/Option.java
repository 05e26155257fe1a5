package dev.tacho.config;

/**
 * One option, declared once in {@link Options}: parsing, messages and the documentation all come
 * from here.
 *
 * @param <T> the type of a parsed value, immutable
 */
final class Option<T> {
  /** Turns text into a value. */
  interface Parser<T> {
    /** Returns the value, or null if {@code text} is not one or is out of range. */
    T parse(String text);
  }

  final String key;

  /** The value in force where nobody gives one. */
  final T defaultValue;

  /** The default as the documentation and messages write it. */
  final String defaultText;

  /** What a value has to look like, with its range: the end of "expected …". */
  final String expected;

  final String description;

  /** Whether values are nothing that a log may show. */
  final boolean secret;

  private final Parser<T> parser;

  Option(
      String key,
      String defaultText,
      String expected,
      String description,
      Parser<T> parser,
      T absent) {
    this(key, defaultText, expected, description, parser, absent, false);
  }

  private Option(
      String key,
      String defaultText,
      String expected,
      String description,
      Parser<T> parser,
      T absent,
      boolean secret) {
    this.key = key;
    this.defaultText = defaultText;
    this.expected = expected;
    this.description = description;
    this.parser = parser;
    this.secret = secret;
    this.defaultValue = defaultText.isEmpty() ? absent : parser.parse(defaultText);
  }

  /** An option without default, whose values no message shows. */
  static <T> Option<T> secret(String key, String expected, String description, Parser<T> parser) {
    return new Option<>(key, "", expected, description, parser, null, true);
  }

  T parse(String text) {
    return parser.parse(text);
  }
}
