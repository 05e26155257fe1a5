package dev.tacho.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Operation and collection of an SQL text, as the metric contract defines them: the verb, and the
 * target table of a write or the first real table of a read. Immutable.
 */
final class SqlSummary {
  private static final String NO_COLLECTION = "_none_";
  private static final int MAX_COLLECTION_LENGTH = 120;

  static final SqlSummary UNKNOWN = new SqlSummary("other", NO_COLLECTION);
  static final SqlSummary MIXED_BATCH = new SqlSummary("batch", NO_COLLECTION);

  final String operation;
  final String collection;

  private SqlSummary(String operation, String collection) {
    this.operation = operation;
    this.collection = collection;
  }

  static SqlSummary of(String sql) {
    return new Parser(sql).parse();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SqlSummary
        && operation.equals(((SqlSummary) other).operation)
        && collection.equals(((SqlSummary) other).collection);
  }

  @Override
  public int hashCode() {
    return 31 * operation.hashCode() + collection.hashCode();
  }

  @Override
  public String toString() {
    return operation + ' ' + collection;
  }

  /** One pass over one text. */
  private static final class Parser {
    private final SqlScanner scanner;
    private final List<String> commonTables = new ArrayList<>(0);

    /**
     * For each open parenthesis whether it holds a query: the FROM of {@code extract(year from x)}
     * names no table. The lowest bit is the innermost one.
     */
    private long queryLevels = 1;

    private SqlScanner.Token token;

    Parser(String sql) {
      this.scanner = new SqlScanner(sql);
    }

    SqlSummary parse() {
      advance();
      while (isSymbol('(') || isSymbol('{') || isSymbol('?') || isSymbol('=') || isSymbol(';')) {
        advance();
      }
      if (token != SqlScanner.Token.WORD) {
        return UNKNOWN;
      }
      return statement();
    }

    private SqlSummary statement() {
      if (isWord("with")) {
        return withCommonTables();
      }
      if (isWord("select")) {
        return new SqlSummary("select", firstTable());
      }
      if (isWord("insert") || isWord("replace")) {
        return new SqlSummary("insert", targetAfter("into"));
      }
      if (isWord("update")) {
        return new SqlSummary("update", target());
      }
      if (isWord("delete")) {
        return new SqlSummary("delete", targetAfter("from"));
      }
      if (isWord("merge")) {
        return new SqlSummary("merge", targetAfter("into"));
      }
      if (isWord("call") || isWord("exec") || isWord("execute")) {
        return new SqlSummary("call", NO_COLLECTION);
      }
      if (isAny("commit", "rollback", "begin", "start", "savepoint", "release")) {
        return new SqlSummary("transaction", NO_COLLECTION);
      }
      if (isAny("create", "alter", "drop", "truncate", "rename", "grant", "revoke", "comment")) {
        return new SqlSummary("ddl", definedTable());
      }
      return UNKNOWN;
    }

    /** {@code WITH a AS (…), b (c, d) AS (…) SELECT …}: the statement behind gives the verb. */
    private SqlSummary withCommonTables() {
      String firstRead = null;
      advance();
      if (isWord("recursive")) {
        advance();
      }
      while (isName()) {
        commonTables.add(name());
        advance();
        if (isSymbol('(')) {
          skipParentheses();
        }
        while (isAny("as", "not", "materialized")) {
          advance();
        }
        if (isSymbol('(')) {
          String read = tableInParentheses();
          firstRead = firstRead == null ? read : firstRead;
        }
        if (isSymbol(',')) {
          advance();
        } else {
          break;
        }
      }
      if (token != SqlScanner.Token.WORD) {
        return UNKNOWN;
      }
      SqlSummary main = statement();
      boolean readsOnlyCommonTables =
          main.operation.equals("select") && main.collection.equals(NO_COLLECTION);
      return readsOnlyCommonTables && firstRead != null
          ? new SqlSummary(main.operation, firstRead)
          : main;
    }

    /** From an opening parenthesis to behind its partner; the first table inside, or null. */
    private String tableInParentheses() {
      String found = null;
      int depth = 0;
      do {
        depth += depthChange();
        trackLevel();
        if (found == null && isFromOfQuery()) {
          found = tableHere();
          if (found != null || isSymbol('(') || isSymbol(')')) {
            continue;
          }
        }
        advance();
      } while (depth > 0 && token != SqlScanner.Token.END);
      return found;
    }

    private void skipParentheses() {
      int depth = 0;
      do {
        depth += depthChange();
        advance();
      } while (depth > 0 && token != SqlScanner.Token.END);
    }

    private int depthChange() {
      return isSymbol('(') ? 1 : isSymbol(')') ? -1 : 0;
    }

    private String firstTable() {
      for (; token != SqlScanner.Token.END; ) {
        trackLevel();
        if (isFromOfQuery()) {
          String table = tableHere();
          if (table != null) {
            return table;
          }
        } else {
          advance();
        }
      }
      return NO_COLLECTION;
    }

    private void trackLevel() {
      if (isSymbol('(')) {
        char first = scanner.peekSymbol();
        boolean maySelect = first == 's' || first == 'S' || first == 'w' || first == 'W';
        queryLevels = queryLevels << 1 | (maySelect || first == '(' ? 1 : 0);
      } else if (isSymbol(')')) {
        queryLevels >>>= 1;
      }
    }

    private boolean isFromOfQuery() {
      return (queryLevels & 1) == 1 && (isWord("from") || isWord("join"));
    }

    /** Stands on FROM or JOIN; moves on. Null if what follows is no real table. */
    private String tableHere() {
      advance();
      while (isAny("only", "lateral")) {
        advance();
      }
      if (!isName()) {
        return null;
      }
      String table = qualifiedName();
      boolean isFunction = isSymbol('(');
      return isFunction || commonTables.contains(table) ? null : collection(table);
    }

    /** The target behind {@code keyword}, which some dialects let one leave out. */
    private String targetAfter(String keyword) {
      advance();
      while (token == SqlScanner.Token.WORD && !isWord(keyword)) {
        SqlScanner.Token before = token;
        String candidate = qualifiedName();
        boolean modifier = isWord(keyword) || (isName() && before == SqlScanner.Token.WORD);
        if (!modifier || isAny("set", "values", "select", "where", "using")) {
          return isWord(keyword) ? target() : collection(candidate);
        }
      }
      return isWord(keyword) ? target() : isName() ? collection(qualifiedName()) : NO_COLLECTION;
    }

    /** Stands on the word before the target. */
    private String target() {
      advance();
      while (isAny("only", "low_priority", "ignore", "table")) {
        advance();
      }
      return isName() ? collection(qualifiedName()) : NO_COLLECTION;
    }

    /** The table that DDL is about, for an index the one it is on. */
    private String definedTable() {
      boolean truncate = isWord("truncate");
      for (int words = 0; words < 8 && token != SqlScanner.Token.END; words++) {
        if (isWord("table") || isWord("on")) {
          advance();
          while (isAny("if", "not", "exists", "only")) {
            advance();
          }
          return isName() ? collection(qualifiedName()) : NO_COLLECTION;
        }
        advance();
        if (truncate && isName() && !isWord("table")) {
          return collection(qualifiedName());
        }
      }
      return NO_COLLECTION;
    }

    /** The last part of {@code schema.table}; moves behind it. */
    private String qualifiedName() {
      String last = name();
      advance();
      while (isSymbol('.')) {
        advance();
        if (isName()) {
          last = name();
          advance();
        }
      }
      return last;
    }

    private String name() {
      return scanner.text().toLowerCase(Locale.ROOT);
    }

    private boolean isName() {
      return token == SqlScanner.Token.WORD || token == SqlScanner.Token.QUOTED_IDENTIFIER;
    }

    private boolean isWord(String keyword) {
      return token == SqlScanner.Token.WORD && scanner.is(keyword);
    }

    private boolean isAny(String... keywords) {
      for (String keyword : keywords) {
        if (isWord(keyword)) {
          return true;
        }
      }
      return false;
    }

    private boolean isSymbol(char symbol) {
      return token == SqlScanner.Token.SYMBOL && scanner.symbol() == symbol;
    }

    private void advance() {
      token = scanner.next();
    }

    /** Squeezes numbers, those joined by underscores into one: events_2026_01 is events_{n}. */
    private static String collection(String table) {
      StringBuilder squeezed = new StringBuilder(table.length());
      int i = 0;
      while (i < table.length() && squeezed.length() < MAX_COLLECTION_LENGTH) {
        char c = table.charAt(i);
        if (!isDigit(c)) {
          if (!Character.isISOControl(c)) {
            squeezed.append(c);
          }
          i++;
          continue;
        }
        squeezed.append("{n}");
        while (i < table.length() && (isDigit(table.charAt(i)) || isDigitsJoint(table, i))) {
          i++;
        }
      }
      return squeezed.length() == 0 ? NO_COLLECTION : squeezed.toString();
    }

    private static boolean isDigitsJoint(String table, int i) {
      return table.charAt(i) == '_' && i + 1 < table.length() && isDigit(table.charAt(i + 1));
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }
  }
}
