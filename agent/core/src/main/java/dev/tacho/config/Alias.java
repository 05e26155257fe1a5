package dev.tacho.config;

/**
 * A variable of the environment that people know from elsewhere, for an option that is called and
 * perhaps written in another way here.
 *
 * @param <T> the type of the option's values
 */
final class Alias<T> {
  final String variable;

  /** What a value has to look like, with its unit and range: the end of "expected …". */
  final String expected;

  private final Option.Parser<T> parser;

  Alias(String variable, String expected, Option.Parser<T> parser) {
    this.variable = variable;
    this.expected = expected;
    this.parser = parser;
  }

  /** Returns the option's value, or null if {@code text} is not one or is out of range. */
  T parse(String text) {
    return parser.parse(text);
  }
}
