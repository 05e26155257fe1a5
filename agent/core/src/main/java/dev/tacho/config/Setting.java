package dev.tacho.config;

/** The value that an option has, and who gave it. Immutable. */
public final class Setting {
  private static final String HIDDEN = "***";

  final Option<?> option;
  final Object value;

  /** As it was written; empty for the default of an option that has none. */
  final String text;

  private final String origin;

  /** Whether the watched file gave it, so that the file can change it. */
  final boolean fromFile;

  Setting(Option<?> option, Object value, String text, String origin, boolean fromFile) {
    this.option = option;
    this.value = value;
    this.text = text;
    this.origin = origin;
    this.fromFile = fromFile;
  }

  static Setting ofDefault(Option<?> option) {
    return new Setting(option, option.defaultValue, option.defaultText, "default", false);
  }

  /** Values of lists know no equality; what is written alike has the same value. */
  boolean hasValueOf(Setting other) {
    return text.equals(other.text) || (value != null && value.equals(other.value));
  }

  public String key() {
    return option.key;
  }

  /** The value as it was written, which can be nothing; stars in place of a secret. */
  public String shownValue() {
    return option.secret && !text.isEmpty() ? HIDDEN : text;
  }

  /** {@code key=value}, fit for a line of a log. */
  @Override
  public String toString() {
    return ConfigParser.oneLine(key() + "=" + shownValue());
  }

  /** Where the value comes from, such as {@code environment TACHO_PORT}. */
  public String origin() {
    return origin;
  }
}
