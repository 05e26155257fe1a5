package dev.tacho.sql;

import java.util.HashMap;
import java.util.Map;

/**
 * What a database takes for a literal, a name or a comment where databases differ. Immutable.
 *
 * <p>{@link #STANDARD} is for a database that we do not know: it takes no text for code which any
 * of the others takes for a literal or a comment, and gives up where it cannot tell.
 */
public enum SqlDialect {
  STANDARD(
      Backslash.UNKNOWN,
      DoubleQuote.UNKNOWN,
      Feature.ESCAPE_STRINGS,
      Feature.CHARSET_STRINGS,
      Feature.GRAPHIC_STRINGS,
      Feature.QUOTED_BY_Q,
      Feature.DOLLAR_QUOTES),
  /** {@code standard_conforming_strings} may be off, as it was before 9.1. */
  POSTGRESQL(
      Backslash.PLAIN,
      DoubleQuote.NAME,
      Feature.ESCAPE_STRINGS,
      Feature.DOLLAR_QUOTES,
      Feature.NESTED_COMMENTS,
      Feature.HASH_OPERATORS),
  /** MariaDB as well. The modes NO_BACKSLASH_ESCAPES and ANSI_QUOTES may be on. */
  MYSQL(Backslash.ESCAPES, DoubleQuote.LITERAL, Feature.CHARSET_STRINGS, Feature.HASH_COMMENTS),
  ORACLE(Backslash.PLAIN, DoubleQuote.NAME, Feature.QUOTED_BY_Q),
  /** {@code QUOTED_IDENTIFIER} may be off. */
  MSSQL(
      Backslash.PLAIN,
      DoubleQuote.UNKNOWN,
      Feature.BRACKETS,
      Feature.HASH_NAMES,
      Feature.NESTED_COMMENTS),
  DB2(Backslash.PLAIN, DoubleQuote.NAME, Feature.GRAPHIC_STRINGS, Feature.NESTED_COMMENTS),
  H2(Backslash.PLAIN, DoubleQuote.NAME, Feature.DOLLAR_QUOTES, Feature.SLASH_COMMENTS),
  HSQLDB(Backslash.PLAIN, DoubleQuote.NAME, Feature.SLASH_COMMENTS),
  DERBY(Backslash.PLAIN, DoubleQuote.NAME, Feature.NESTED_COMMENTS),
  /** Takes a name in double quotes that no column has for a literal. */
  SQLITE(Backslash.PLAIN, DoubleQuote.UNKNOWN, Feature.BRACKETS);

  /** What {@code \} does in a literal without a prefix. */
  enum Backslash {
    ESCAPES,
    PLAIN,
    UNKNOWN
  }

  /** What stands in double quotes. */
  enum DoubleQuote {
    NAME,
    LITERAL,
    /** A name where nothing but a name can stand, else perhaps a literal. */
    UNKNOWN
  }

  enum Feature {
    /** {@code E'it\'s'}. */
    ESCAPE_STRINGS,
    /** {@code _utf8'x'}. */
    CHARSET_STRINGS,
    /** {@code G'x'}, {@code GX'00'}, {@code UX'00'}, {@code BX'00'}. */
    GRAPHIC_STRINGS,
    /** {@code q'[it's]'}. */
    QUOTED_BY_Q,
    /** {@code $$it's$$} and {@code $tag$it's$tag$}. */
    DOLLAR_QUOTES,
    /** A comment in a comment. */
    NESTED_COMMENTS,
    /** {@code # to the end of the line}. */
    HASH_COMMENTS,
    /** {@code // to the end of the line}. */
    SLASH_COMMENTS,
    /** {@code #>} and {@code #-}. */
    HASH_OPERATORS,
    /** {@code #orders}, a temporary table. */
    HASH_NAMES,
    /** {@code [Order Details]}. */
    BRACKETS
  }

  private static final Map<String, SqlDialect> BY_SYSTEM = bySystem();

  final Backslash backslash;
  final DoubleQuote doubleQuote;

  /** One bit for each feature. */
  private final int features;

  SqlDialect(Backslash backslash, DoubleQuote doubleQuote, Feature... features) {
    this.backslash = backslash;
    this.doubleQuote = doubleQuote;
    int bits = 0;
    for (Feature feature : features) {
      bits |= bit(feature);
    }
    this.features = bits;
  }

  /**
   * The dialect of a value of the label {@code system}; {@link #STANDARD} for one that is not
   * known.
   */
  public static SqlDialect of(String system) {
    SqlDialect known = BY_SYSTEM.get(system);
    return known == null ? STANDARD : known;
  }

  boolean has(Feature feature) {
    return (features & bit(feature)) != 0;
  }

  private static int bit(Feature feature) {
    return 1 << feature.ordinal();
  }

  private static Map<String, SqlDialect> bySystem() {
    Map<String, SqlDialect> dialects = new HashMap<>();
    dialects.put("postgresql", POSTGRESQL);
    dialects.put("mysql", MYSQL);
    dialects.put("mariadb", MYSQL);
    dialects.put("oracle", ORACLE);
    dialects.put("mssql", MSSQL);
    dialects.put("db2", DB2);
    dialects.put("h2", H2);
    dialects.put("hsqldb", HSQLDB);
    dialects.put("derby", DERBY);
    dialects.put("sqlite", SQLITE);
    return dialects;
  }
}
