package dev.tacho.record;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Operation and collection of an SQL text, as the metric contract defines them: the verb, and the
 * target table of a write or the first real table of a read. Immutable.
 */
final class SqlSummary {
  private static final String NO_COLLECTION = "_none_";
  private static final int MAX_COLLECTION_LENGTH = 120;

  static final SqlSummary UNKNOWN = new SqlSummary("other", NO_COLLECTION);
  static final SqlSummary TRANSACTION = new SqlSummary("transaction", NO_COLLECTION);
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
    /** Words that may stand between a verb and its target. */
    private static final String[] MODIFIERS = {
      "low_priority",
      "high_priority",
      "delayed",
      "quick",
      "ignore",
      "overwrite",
      "or",
      "top",
      "all",
      "first"
    };

    /** What a parenthesis that holds a statement begins with. */
    private static final String[] VERBS = {
      "select", "with", "values", "insert", "update", "delete", "merge"
    };

    /** What ends a FROM clause. */
    private static final String[] CLAUSES = {
      "where", "group", "order", "having", "limit", "union", "select", "set", "fetch", "for",
      "window", "connect"
    };

    /** What DDL can be about besides a table. */
    private static final String[] OTHER_OBJECTS = {
      "all", "column", "database", "function", "procedure", "schedule", "schema", "sequence", "type"
    };

    private final SqlScanner scanner;
    private final Set<String> commonTables = new HashSet<>(0);

    /** The common table whose query is being read: known to that query from its UNION on. */
    private String commonTableInProgress;

    private SqlScanner.Token token;

    /** The word DISTINCT or a dot stands before the token, so that FROM begins no clause. */
    private boolean fromIsNoClause;

    private int depth;

    /**
     * For each open parenthesis whether it holds a query or tables: the FROM of {@code extract(year
     * from x)} names no table. The lowest bit is the innermost one.
     */
    private long queryLevels = -1;

    /** Likewise whether we are in the FROM clause, where a comma announces another table. */
    private long fromLevels;

    private boolean tableExpected;

    Parser(String sql) {
      this.scanner = new SqlScanner(sql);
    }

    SqlSummary parse() {
      advance();
      while (isSymbol('(') || isSymbol('{') || isSymbol('?') || isSymbol('=') || isSymbol(';')) {
        advance();
      }
      return isWord("with") ? withCommonTables() : statement();
    }

    private SqlSummary statement() {
      if (isWord("select")) {
        return summary("select", nextTable(Integer.MIN_VALUE));
      }
      if (isAny("insert", "replace")) {
        return summary("insert", target("into"));
      }
      if (isWord("update")) {
        return summary("update", aliased(target("")));
      }
      if (isWord("delete")) {
        return summary("delete", aliased(target("from")));
      }
      if (isWord("merge")) {
        return summary("merge", target("into"));
      }
      if (isAny("call", "exec", "execute")) {
        return summary("call", null);
      }
      if (isWord("begin")) {
        return begin();
      }
      if (isAny("commit", "rollback", "start", "savepoint", "release", "end", "abort")) {
        return summary("transaction", null);
      }
      if (isAny("create", "alter", "drop", "truncate", "rename", "grant", "revoke", "comment")) {
        return summary("ddl", definedTable());
      }
      return UNKNOWN;
    }

    private static SqlSummary summary(String operation, String table) {
      return new SqlSummary(operation, table == null ? NO_COLLECTION : collection(table));
    }

    /** {@code WITH a AS (…), b (c, d) AS (…) SELECT …}: the statement behind gives the verb. */
    private SqlSummary withCommonTables() {
      advance();
      boolean recursive = isWord("recursive");
      if (recursive) {
        advance();
      }
      String firstRead = null;
      while (isName()) {
        String read = commonTable(recursive);
        firstRead = firstRead == null ? read : firstRead;
        if (!isSymbol(',')) {
          break;
        }
        advance();
      }
      while (token != SqlScanner.Token.END && !isAny(VERBS) && !isWord("replace")) {
        advance();
      }
      SqlSummary main = statement();
      boolean readsOnlyCommonTables =
          main.operation.equals("select") && main.collection.equals(NO_COLLECTION);
      return readsOnlyCommonTables ? summary("select", firstRead) : main;
    }

    /** {@code a (b, c) AS MATERIALIZED (SELECT …)}; the first table that it reads, or null. */
    private String commonTable(boolean recursive) {
      String name = name();
      advance();
      if (isSymbol('(')) {
        skipParentheses();
      }
      while (isAny("as", "not", "materialized")) {
        advance();
      }
      if (recursive) {
        commonTables.add(name);
      }
      commonTableInProgress = name;
      String firstRead = null;
      if (isSymbol('(')) {
        int outside = depth;
        firstRead = nextTable(outside);
        while (depth > outside && token != SqlScanner.Token.END) {
          nextTable(outside);
        }
      }
      commonTableInProgress = null;
      commonTables.add(name);
      return firstRead;
    }

    private void skipParentheses() {
      int outside = depth;
      do {
        if (isSymbol('(')) {
          open(false);
        } else if (isSymbol(')')) {
          close();
        }
        advance();
      } while (depth > outside && token != SqlScanner.Token.END);
    }

    /**
     * Moves behind the name of the next real table. Null if there is none before the end, or before
     * the parenthesis is closed that leads back to depth {@code floor}.
     */
    private String nextTable(int floor) {
      while (token != SqlScanner.Token.END) {
        if (isSymbol('(')) {
          enterParentheses();
        } else if (isSymbol(')')) {
          close();
          advance();
          if (depth == floor) {
            return null;
          }
        } else if (tableExpected && (isAny("only", "lateral", "oj") || isSymbol('{'))) {
          advance();
        } else if (tableExpected && isName()) {
          String table = realTable();
          if (table != null) {
            return table;
          }
        } else {
          lookForTable();
          advance();
        }
      }
      return null;
    }

    private void enterParentheses() {
      advance();
      boolean statement = isAny(VERBS);
      boolean tables = tableExpected && !statement;
      open(statement || tables || isSymbol('('));
      tableExpected = tables;
      setInFrom(tables);
    }

    /** Null for a function, or a common table, in the place of a table. */
    private String realTable() {
      tableExpected = false;
      String unqualified = name();
      String table = qualifiedName();
      boolean common = table.equals(unqualified) && commonTables.contains(table);
      return common || isSymbol('(') ? null : table;
    }

    /** Sees whether the token announces a table. */
    private void lookForTable() {
      tableExpected = false;
      if ((queryLevels & 1) == 0) {
        return;
      }
      boolean inFrom = (fromLevels & 1) == 1;
      if (isWord("from") && !fromIsNoClause) {
        tableExpected = true;
        setInFrom(true);
      } else if (isWord("join") || (inFrom && isSymbol(','))) {
        tableExpected = true;
      } else if (isAny(CLAUSES)) {
        setInFrom(false);
        if (isWord("union") && commonTableInProgress != null) {
          commonTables.add(commonTableInProgress);
        }
      }
    }

    private void open(boolean query) {
      depth++;
      queryLevels = queryLevels << 1 | (query ? 1 : 0);
      fromLevels = fromLevels << 1;
    }

    private void close() {
      depth--;
      queryLevels >>= 1;
      fromLevels >>>= 1;
      tableExpected = false;
    }

    private void setInFrom(boolean inFrom) {
      fromLevels = inFrom ? fromLevels | 1 : fromLevels & ~1;
    }

    /** The table written to, behind the verb and {@code keyword}, which may be missing. */
    private String target(String keyword) {
      advance();
      while (isAny(MODIFIERS)) {
        boolean choice = isWord("or"); // INSERT OR REPLACE
        advance();
        if (isSymbol('(')) {
          skipParentheses(); // TOP (10)
        } else if (choice) {
          advance();
        }
      }
      if (isWord("when")) { // INSERT ALL WHEN … THEN INTO
        while (!isWord(keyword) && token != SqlScanner.Token.END) {
          advance();
        }
      }
      if (isWord(keyword)) {
        advance();
      }
      while (isAny("only", "table")) {
        advance();
      }
      if (isSymbol('(')) { // UPDATE (SELECT …) SET …
        tableExpected = true;
        return nextTable(Integer.MIN_VALUE);
      }
      return isName() ? qualifiedName() : null;
    }

    /** {@code DELETE o FROM orders o}: the table that goes by the name of {@code target}. */
    private String aliased(String target) {
      if (target == null) {
        return null;
      }
      int statement = depth;
      String table = nextTable(Integer.MIN_VALUE);
      while (table != null) {
        if (isWord("as")) {
          advance();
        }
        if (depth == statement && isName() && name().equals(target)) {
          return table;
        }
        table = nextTable(Integer.MIN_VALUE);
      }
      return target;
    }

    /** A bare BEGIN opens a transaction, one with statements behind it is a block of code. */
    private SqlSummary begin() {
      advance();
      boolean transaction =
          token == SqlScanner.Token.END
              || isSymbol(';')
              || isAny("work", "transaction", "tran", "deferred", "immediate", "exclusive")
              || isAny("isolation", "read", "not");
      return transaction ? summary("transaction", null) : UNKNOWN;
    }

    /** The table that DDL is about, for an index or a privilege the one it is on. */
    private String definedTable() {
      boolean found = isWord("truncate");
      boolean on = false;
      advance();
      // A parenthesis or AS begins the body of what is defined.
      while (!found && token != SqlScanner.Token.END && !isSymbol('(') && !isWord("as")) {
        on = isWord("on");
        found = on || isWord("table");
        advance();
      }
      while (isAny("table", "if", "not", "exists", "only")) {
        advance();
      }
      if (!found || !isName()) {
        return null;
      }
      boolean mayBeKind = on && isAny(OTHER_OBJECTS);
      String name = qualifiedName();
      return mayBeKind && isName() ? null : name; // ON SCHEMA shop
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
      fromIsNoClause = isWord("distinct") || isSymbol('.');
      token = scanner.next();
    }
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
    squeezed.setLength(Math.min(squeezed.length(), MAX_COLLECTION_LENGTH));
    return squeezed.length() == 0 ? NO_COLLECTION : squeezed.toString();
  }

  private static boolean isDigitsJoint(String table, int i) {
    return table.charAt(i) == '_' && i + 1 < table.length() && isDigit(table.charAt(i + 1));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
