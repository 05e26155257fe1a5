package dev.tacho.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

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

    /** What kind of value that is. */
    default ValueType type() {
      return ValueType.TEXT;
    }
  }

  final String key;

  /** The value in force where nobody gives one. */
  final T defaultValue;

  /** The default as the documentation and messages write it; empty if there is none. */
  final String defaultText;

  /** What a value has to look like, with its range: the end of "expected …". */
  final String expected;

  final String description;

  /** Whether values are nothing that a log may show. */
  final boolean secret;

  /** Whether a change in the watched file takes effect without a restart. */
  final boolean reloadable;

  /** The title of the part of the documentation that begins with this option; mostly null. */
  final String section;

  /** In the order of their precedence; all come after the variable with the option's own name. */
  final List<Alias<T>> aliases;

  private final Parser<T> parser;

  private Option(Builder<T> builder) {
    this.key = builder.key;
    this.expected = builder.expected;
    this.parser = builder.parser;
    this.description = builder.description;
    this.secret = builder.secret;
    this.reloadable = builder.reloadable;
    this.section = builder.section;
    this.aliases = Collections.unmodifiableList(builder.aliases);
    this.defaultText = builder.defaultText;
    this.defaultValue = defaultText.isEmpty() ? builder.absent : parser.parse(defaultText);
  }

  /**
   * Begins to declare an option.
   *
   * @param expected what a value has to look like, with its range
   */
  static <T> Builder<T> of(String key, String expected, Parser<T> parser) {
    return new Builder<>(key, expected, parser);
  }

  T parse(String text) {
    return parser.parse(text);
  }

  ValueType type() {
    return parser.type();
  }

  /** The variable of the environment with the option's own name. */
  String variable() {
    return ConfigParser.VARIABLE_PREFIX
        + key.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }

  /** Collects what there is to say about an option. */
  static final class Builder<T> {
    private final String key;
    private final String expected;
    private final Parser<T> parser;
    private String description;
    private String defaultText = "";
    private T absent;
    private boolean secret;
    private boolean reloadable;
    private String section;
    private final List<Alias<T>> aliases = new ArrayList<>();

    private Builder(String key, String expected, Parser<T> parser) {
      this.key = key;
      this.expected = expected;
      this.parser = parser;
    }

    /** The default, as an operator would write it. */
    Builder<T> orElse(String text) {
      this.defaultText = text;
      return this;
    }

    /** What is in force where nobody gives a value, and that no text stands for. */
    Builder<T> orElseValue(T value) {
      this.absent = value;
      return this;
    }

    /** No message shows its values. */
    Builder<T> secret() {
      this.secret = true;
      return this;
    }

    /** A change in the watched file takes effect without a restart. */
    Builder<T> reloadable() {
      this.reloadable = true;
      return this;
    }

    /** The documentation begins a new part with this option. */
    Builder<T> beginsSection(String title) {
      this.section = title;
      return this;
    }

    /** Values of this variable of the environment are written like the option's own. */
    Builder<T> alias(String variable) {
      return alias(variable, expected, parser);
    }

    /**
     * Values of this variable of the environment are written in another way.
     *
     * @param variableExpected what such a value has to look like, with its unit and range
     */
    Builder<T> alias(String variable, String variableExpected, Parser<T> variableParser) {
      aliases.add(new Alias<>(variable, variableExpected, variableParser));
      return this;
    }

    /** Ends the declaration, and adds the option to those that there are. */
    Option<T> describedAs(String text) {
      this.description = text;
      return Options.add(new Option<>(this));
    }
  }
}
