package dev.tacho.config;

/** What kinds of values options have. For people only: what a value may be, its parser knows. */
enum ValueType {
  SWITCH("switch", "`true` or `false`"),
  CHOICE("choice", "one of the words that are listed, in upper or lower case"),
  INTEGER("integer", "decimal digits"),
  PORTS("port or range", "decimal digits, or two such numbers with `-` between them"),
  DURATION(
      "duration", "a number and its unit, `ms`, `s`, `m` or `h`, such as `250ms`, `1.5s` or `5m`"),
  SIZE(
      "size",
      "a number and its unit, `B`, `KB`, `MB` or `GB`, by powers of 1024, such as `512KB` or"
          + " `10MB`"),
  RATIO("ratio", "a share, as a number or in percent, such as `0.999` or `99.9%`"),
  LIST("list", "values with `;` between them; blanks around them do not matter"),
  TEXT(
      "text", "any characters; in the agent argument a comma takes double quotes around the value"),
  URL("URL", "of HTTP or HTTPS");

  final String label;
  final String syntax;

  ValueType(String label, String syntax) {
    this.label = label;
    this.syntax = syntax;
  }
}
