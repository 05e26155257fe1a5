package dev.tacho.sql;

/**
 * Which characters of a text a database hides in literals and comments: one character at a time, by
 * the rules of its manual, without a thought for servers in another mode. Slow and simple, to judge
 * {@link SqlLexer} by.
 */
final class ReferenceLexer {
  private final SqlDialect dialect;
  private final boolean backslashEscapes;
  private final boolean doubleQuotesAreLiterals;
  private final String sql;
  private final boolean[] hidden;
  private int i;
  private boolean complete = true;

  ReferenceLexer(
      SqlDialect dialect, boolean backslashEscapes, boolean doubleQuotesAreLiterals, String sql) {
    this.dialect = dialect;
    this.backslashEscapes = backslashEscapes;
    this.doubleQuotesAreLiterals = doubleQuotesAreLiterals;
    this.sql = sql;
    this.hidden = new boolean[sql.length()];
    while (i < sql.length()) {
      step();
    }
  }

  static ReferenceLexer usual(SqlDialect dialect, String sql) {
    boolean mysql = dialect == SqlDialect.MYSQL;
    return new ReferenceLexer(dialect, mysql, mysql, sql);
  }

  boolean isHidden(int index) {
    return hidden[index];
  }

  /** Whether all that was opened was closed. */
  boolean isComplete() {
    return complete;
  }

  private void step() {
    char c = sql.charAt(i);
    if (isWord(c)) {
      word();
    } else if (c == '\'') {
      quoted('\'', backslashEscapes, true);
    } else if (c == '"') {
      quoted('"', backslashEscapes && doubleQuotesAreLiterals, doubleQuotesAreLiterals);
    } else if (c == '`' && is(SqlDialect.MYSQL, SqlDialect.SQLITE)) {
      quoted('`', false, false);
    } else if (c == '[' && is(SqlDialect.MSSQL, SqlDialect.SQLITE)) {
      hide(closing("]", i + 1), false);
    } else if (c == '$' && is(SqlDialect.POSTGRESQL, SqlDialect.H2) && tag() != null) {
      String tag = tag();
      hide(closing(tag, i + tag.length()), true);
    } else if (isLineComment()) {
      int end = sql.indexOf('\n', i);
      hide(end < 0 ? sql.length() : end, true);
    } else if (at("/*")) {
      hide(commentEnd(), true);
    } else {
      i++;
    }
  }

  private boolean isLineComment() {
    if (dialect == SqlDialect.MYSQL) {
      boolean blank = i + 2 >= sql.length() || sql.charAt(i + 2) <= ' ';
      return at("#") || (at("--") && blank);
    }
    return at("--") || (at("//") && is(SqlDialect.H2, SqlDialect.HSQLDB));
  }

  private int commentEnd() {
    if (!is(SqlDialect.POSTGRESQL, SqlDialect.MSSQL, SqlDialect.DB2, SqlDialect.DERBY)) {
      return closing("*/", i + 2);
    }
    int depth = 1;
    int position = i + 2;
    while (depth > 0) {
      if (position >= sql.length()) {
        complete = false;
        return position;
      }
      if (sql.startsWith("/*", position)) {
        depth++;
        position += 2;
      } else if (sql.startsWith("*/", position)) {
        depth--;
        position += 2;
      } else {
        position++;
      }
    }
    return position;
  }

  private void word() {
    int start = i;
    while (i < sql.length() && (isWord(sql.charAt(i)) || sql.charAt(i) == '$')) {
      i++;
    }
    if (!at("'")) {
      return;
    }
    String word = sql.substring(start, i).toLowerCase(java.util.Locale.ROOT);
    if (word.equals("e") && dialect == SqlDialect.POSTGRESQL) {
      quoted('\'', true, true);
    } else if ((word.equals("q") || word.equals("nq"))
        && dialect == SqlDialect.ORACLE
        && i + 1 < sql.length()
        && sql.charAt(i + 1) > ' '
        && sql.charAt(i + 1) != '\'') {
      char opening = sql.charAt(i + 1);
      int pair = "[{(<".indexOf(opening);
      hide(closing((pair < 0 ? opening : "]})>".charAt(pair)) + "'", i + 2), true);
    } else {
      quoted('\'', backslashEscapes, true);
    }
  }

  private void quoted(char quote, boolean escapes, boolean literal) {
    int position = i + 1;
    while (true) {
      if (position >= sql.length()) {
        complete = false;
        break;
      }
      char c = sql.charAt(position++);
      if (c == '\\' && escapes) {
        position++;
      } else if (c == quote) {
        if (position >= sql.length() || sql.charAt(position) != quote) {
          break;
        }
        position++;
      }
    }
    hide(Math.min(position, sql.length()), literal);
  }

  private String tag() {
    int end = i + 1;
    while (end < sql.length() && isWord(sql.charAt(end))) {
      end++;
    }
    boolean digit = end > i + 1 && Character.isDigit(sql.charAt(i + 1));
    return end < sql.length() && sql.charAt(end) == '$' && !digit
        ? sql.substring(i, end + 1)
        : null;
  }

  private int closing(String terminator, int from) {
    int found = sql.indexOf(terminator, from);
    complete = complete && found >= 0;
    return found < 0 ? sql.length() : found + terminator.length();
  }

  private void hide(int end, boolean literal) {
    for (; i < end; i++) {
      hidden[i] = literal;
    }
  }

  private boolean at(String text) {
    return sql.startsWith(text, i);
  }

  private boolean is(SqlDialect... dialects) {
    return java.util.Arrays.asList(dialects).contains(dialect);
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
