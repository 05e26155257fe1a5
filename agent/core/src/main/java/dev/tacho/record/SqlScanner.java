package dev.tacho.record;

/**
 * Walks over an SQL text token by token, in one pass, and never looks inside literals and comments.
 * It reads the first {@value #MAX_LENGTH} characters only and takes a literal that does not end for
 * the rest of the text. Knows the lexical rules that the supported databases share.
 */
final class SqlScanner {
  private static final int MAX_LENGTH = 16 * 1024;

  /** What {@link #next} found. */
  enum Token {
    /** A keyword or an identifier without quotes. */
    WORD,
    QUOTED_IDENTIFIER,
    /** A number or a literal in quotes. */
    LITERAL,
    SYMBOL,
    END
  }

  private final String sql;
  private final int length;
  private int position;
  private int start;
  private int end;

  SqlScanner(String sql) {
    this.sql = sql;
    this.length = Math.min(sql.length(), MAX_LENGTH);
  }

  Token next() {
    skipBlanksAndComments();
    start = position;
    if (position >= length) {
      end = position;
      return Token.END;
    }
    char c = sql.charAt(position);
    if (isWordStart(c) || (c == '#' && isTemporaryTable())) {
      return word();
    }
    if (c >= '0' && c <= '9') {
      skipWordParts();
      return literal();
    }
    switch (c) {
      case '\'':
        skipQuoted('\'');
        return literal();
      case '"':
        return quotedIdentifier('"');
      case '`':
        return quotedIdentifier('`');
      case '$':
        return dollar();
      default:
        position++;
        end = position;
        return c == '[' && isWordPart(peek()) ? quotedIdentifier(']') : Token.SYMBOL;
    }
  }

  /** The symbol just found. */
  char symbol() {
    return sql.charAt(start);
  }

  /** Whether the word just found is {@code keyword}, given in lower case. */
  boolean is(String keyword) {
    return end - start == keyword.length()
        && sql.regionMatches(true, start, keyword, 0, keyword.length());
  }

  /** The token just found, without quotes. */
  String text() {
    return sql.substring(start, end);
  }

  private char peek() {
    return at(position);
  }

  /** 0 behind the end. */
  private char at(int index) {
    return index < length ? sql.charAt(index) : 0;
  }

  private static boolean isWordStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
  }

  private static boolean isWordPart(char c) {
    return isWordStart(c) || (c >= '0' && c <= '9') || c == '$' || c == '#';
  }

  /** SQL Server's {@code #orders}; anywhere else {@code #} is an operator or begins a comment. */
  private boolean isTemporaryTable() {
    char following = at(position + 1);
    return isWordStart(following) || following == '#';
  }

  private Token word() {
    skipWordParts();
    end = position;
    // E'…', N'…', X'…' and B'…' are literals with a prefix.
    if (end - start == 1 && peek() == '\'') {
      if (is("q")) {
        skipOracleQuoted();
      } else {
        skipQuoted('\'');
      }
      return literal();
    }
    return Token.WORD;
  }

  private void skipWordParts() {
    while (position < length && isWordPart(sql.charAt(position))) {
      position++;
    }
  }

  private Token literal() {
    end = position;
    return Token.LITERAL;
  }

  private Token quotedIdentifier(char closing) {
    if (closing != ']') {
      skipQuoted(closing);
    } else {
      int close = sql.indexOf(']', position);
      position = close < 0 || close >= length ? length : close + 1;
    }
    start++;
    boolean closed = position > start && sql.charAt(position - 1) == closing;
    end = closed ? position - 1 : position;
    return Token.QUOTED_IDENTIFIER;
  }

  /**
   * Stands on a quote; ends behind its partner. A doubled quote stands for itself. So does one
   * behind a backslash, except in {@code '\'}, which is how standard SQL writes ESCAPE characters:
   * the text does not tell the dialect.
   */
  private void skipQuoted(char quote) {
    boolean loneBackslash = at(position + 1) == '\\' && at(position + 3) != quote;
    if (quote == '\'' && loneBackslash && at(position + 2) == quote) {
      position += 3;
      return;
    }
    position++;
    while (position < length) {
      char c = sql.charAt(position++);
      if (c == '\\' && quote == '\'') {
        position++;
      } else if (c == quote) {
        if (peek() != quote) {
          return;
        }
        position++;
      }
    }
    position = length;
  }

  /** Stands on the quote of {@code q'[…]'}; ends behind the partner of bracket and quote. */
  private void skipOracleQuoted() {
    char opening = at(position + 1);
    int pair = "[{(<".indexOf(opening);
    char closing = pair < 0 ? opening : "]})>".charAt(pair);
    position += 2;
    skipBehind(closing + "'");
  }

  /** {@code $$…$$} and {@code $tag$…$tag$}, else a parameter such as {@code $1}. */
  private Token dollar() {
    int tagEnd = position + 1;
    if (isWordStart(at(tagEnd))) {
      while (isTagPart(at(tagEnd))) {
        tagEnd++;
      }
    }
    if (at(tagEnd) == '$') {
      String tag = sql.substring(position, tagEnd + 1);
      position = tagEnd + 1;
      skipBehind(tag);
    } else {
      position++;
      skipWordParts();
    }
    return literal();
  }

  private static boolean isTagPart(char c) {
    return isWordStart(c) || (c >= '0' && c <= '9');
  }

  private void skipBlanksAndComments() {
    while (position < length) {
      char c = sql.charAt(position);
      if (c <= ' ') {
        position++;
      } else if (c == '-' && sql.startsWith("--", position)) {
        skipBehind("\n");
      } else if (c == '#' && at(position + 1) <= ' ') {
        skipBehind("\n");
      } else if (c == '/' && sql.startsWith("/*", position)) {
        position += 2;
        skipBehind("*/");
      } else {
        return;
      }
    }
  }

  private void skipBehind(String terminator) {
    int found = sql.indexOf(terminator, position);
    position = found < 0 ? length : Math.min(length, found + terminator.length());
  }
}
