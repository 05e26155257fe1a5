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
    if (isWordStart(c)) {
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
        return c == '[' && isWordStart(peek()) ? quotedIdentifier(']') : Token.SYMBOL;
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

  /** The next character that is neither blank nor comment, 0 at the end. */
  char peekSymbol() {
    skipBlanksAndComments();
    return peek();
  }

  private char peek() {
    return position < length ? sql.charAt(position) : 0;
  }

  private static boolean isWordStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
  }

  private static boolean isWordPart(char c) {
    return isWordStart(c) || (c >= '0' && c <= '9') || c == '$' || c == '#';
  }

  private Token word() {
    skipWordParts();
    end = position;
    // E'…', N'…', X'…', B'…' and U&'…' are literals with a prefix.
    if (end - start == 1 && peek() == '\'') {
      skipQuoted('\'');
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
    end = Math.max(start, position - 1);
    return Token.QUOTED_IDENTIFIER;
  }

  /** Stands on a quote; ends behind its partner. A doubled quote stands for itself. */
  private void skipQuoted(char quote) {
    position++;
    while (position < length) {
      if (sql.charAt(position++) == quote) {
        if (peek() != quote) {
          return;
        }
        position++;
      }
    }
  }

  /** {@code $$…$$} and {@code $tag$…$tag$}, else a parameter such as {@code $1}. */
  private Token dollar() {
    int tagEnd = position + 1;
    while (tagEnd < length && isWordStart(sql.charAt(tagEnd))) {
      tagEnd++;
    }
    if (tagEnd < length && sql.charAt(tagEnd) == '$') {
      String tag = sql.substring(position, tagEnd + 1);
      int close = sql.indexOf(tag, tagEnd + 1);
      position = close < 0 ? length : Math.min(length, close + tag.length());
    } else {
      position++;
      skipWordParts();
    }
    return literal();
  }

  private void skipBlanksAndComments() {
    while (position < length) {
      char c = sql.charAt(position);
      if (c <= ' ') {
        position++;
      } else if (c == '-' && sql.startsWith("--", position)) {
        skipBehind("\n");
      } else if (c == '#') {
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
