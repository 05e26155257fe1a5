package dev.tacho.sql;

import dev.tacho.sql.SqlLexer.Token;

/**
 * Writes the sanitised text, token by token: every literal as {@code ?}, what stood between tokens
 * as one blank, lists of literals and markers as one of them, rows of values as their first row.
 * For one thread; to be used again.
 */
final class SqlSanitizer {
  private static final int NOWHERE = -1;

  final SqlText text = new SqlText();

  /** The innermost level of parentheses and brackets is the lowest bit of what follows. */
  private int depth;

  /** Levels that list values, of which one is enough: {@code IN (?, ?)}, {@code ARRAY[?, ?]}. */
  private long lists;

  /** Levels that list rows: {@code VALUES (…), (…)}. */
  private long rowLists;

  /** Where the text ends with a value of a list, and at most a comma behind it. */
  private int valueEnd;

  /** Where the text ends with a row of the list on this level, and at most a comma behind it. */
  private int rowEnd;

  /** The level outside of a row that will be dropped, and what the text then goes back to. */
  private int droppedRowDepth;

  private int droppedRowStart;

  /** Where the text ends with a sign that belongs to the number behind it. */
  private int signStart;

  private boolean operandBefore;
  private Token tokenBefore;
  private SqlWord wordBefore;

  void start() {
    text.clear();
    depth = 0;
    lists = 0;
    rowLists = 0;
    valueEnd = NOWHERE;
    rowEnd = NOWHERE;
    droppedRowDepth = NOWHERE;
    signStart = NOWHERE;
    operandBefore = false;
    tokenBefore = Token.END;
    wordBefore = SqlWord.NAME;
  }

  /**
   * Adds the token that {@code lexer} has just found.
   *
   * @param secret whether it counts as a literal, whatever it looks like
   */
  void add(SqlLexer lexer, String sql, boolean secret) {
    Token token = lexer.token();
    if (secret || token == Token.STRING || token == Token.NUMBER) {
      addLiteral(lexer, token);
    } else if (token == Token.MARKER && isList()) {
      addValue(lexer);
    } else {
      addCode(lexer, sql);
    }
    operandBefore = lexer.isOperand();
    tokenBefore = token;
    wordBefore = lexer.word();
  }

  private void addLiteral(SqlLexer lexer, Token token) {
    boolean goesOn = token == Token.STRING && tokenBefore == Token.STRING; // 'a' 'b' is one
    signStart = token == Token.NUMBER ? signStart : NOWHERE;
    if (!goesOn) {
      addValue(lexer);
    }
  }

  private void addValue(SqlLexer lexer) {
    if (isList() && valueEnd != NOWHERE) {
      text.truncate(valueEnd);
    } else {
      if (signStart != NOWHERE) {
        text.truncate(signStart);
      } else {
        addBlank(lexer);
      }
      text.append('?');
    }
    valueEnd = text.length();
    signStart = NOWHERE;
    rowEnd = NOWHERE;
  }

  private void addCode(SqlLexer lexer, String sql) {
    boolean comma = lexer.isSymbol(',');
    boolean sign = (lexer.isSymbol('-') || lexer.isSymbol('+')) && !operandBefore;
    boolean opens = lexer.isSymbol('(') || lexer.isSymbol('[');
    if (opens) {
      open(lexer);
    }
    addBlank(lexer);
    signStart = sign ? text.length() : NOWHERE;
    text.append(sql, lexer.start(), lexer.end());
    if (opens) {
      rowEnd = NOWHERE;
    } else if (lexer.isSymbol(')') || lexer.isSymbol(']')) {
      close();
    } else if (!comma && lexer.word() != SqlWord.ROW) {
      endOfRows(lexer);
    }
    if (!comma && !sign) {
      valueEnd = NOWHERE;
    }
  }

  private void addBlank(SqlLexer lexer) {
    if (lexer.blankBefore() && text.length() > 0) {
      text.append(' ');
    }
  }

  private void open(SqlLexer lexer) {
    if (rowEnd != NOWHERE && isRowList() && droppedRowDepth == NOWHERE) {
      droppedRowDepth = depth;
      droppedRowStart = rowEnd;
    }
    boolean array = lexer.isSymbol('[') && wordBefore == SqlWord.ARRAY;
    boolean list = array || (lexer.isSymbol('(') && wordBefore == SqlWord.IN);
    depth++;
    lists = lists << 1 | (list ? 1 : 0);
    rowLists = rowLists << 1 | (list ? 1 : 0); // IN ((?, ?), (?, ?))
  }

  private void close() {
    if (depth > 0) {
      depth--;
      lists >>>= 1;
      rowLists >>>= 1;
    }
    if (depth == droppedRowDepth) {
      text.truncate(droppedRowStart);
      droppedRowDepth = NOWHERE;
    }
    rowEnd = isRowList() ? text.length() : NOWHERE;
  }

  /** Any other code: it begins a list of rows, or there is none on this level. */
  private void endOfRows(SqlLexer lexer) {
    rowEnd = NOWHERE;
    rowLists = lexer.word() == SqlWord.VALUES ? rowLists | 1 : rowLists & ~1L;
    if (lexer.word() == SqlWord.SELECT || lexer.word() == SqlWord.WITH) {
      lists &= ~1L;
    }
  }

  private boolean isList() {
    return (lists & 1) == 1;
  }

  private boolean isRowList() {
    return (rowLists & 1) == 1;
  }
}
