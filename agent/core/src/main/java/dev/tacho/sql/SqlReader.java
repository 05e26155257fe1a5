package dev.tacho.sql;

import dev.tacho.sql.SqlLexer.Token;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * Reads SQL texts, in one pass each: operation and collection, as the metric contract defines them
 * (the verb, and the target table of a write or the first real table of a read), and the sanitised
 * text. For one thread, which keeps it: {@link #read} allocates nothing once the buffers have grown
 * to what the texts need, and holds no text when it returns.
 */
public final class SqlReader {
  private static final int MAX_COLLECTION_LENGTH = 120;

  /** Each table's name is compared with all of them. */
  private static final int MAX_COMMON_TABLES = 128;

  /** Words that may stand between a verb and its target. */
  private static final Set<SqlWord> MODIFIERS =
      EnumSet.of(
          SqlWord.LOW_PRIORITY,
          SqlWord.HIGH_PRIORITY,
          SqlWord.DELAYED,
          SqlWord.QUICK,
          SqlWord.IGNORE,
          SqlWord.OVERWRITE,
          SqlWord.OR,
          SqlWord.TOP,
          SqlWord.ALL,
          SqlWord.FIRST);

  /** What a parenthesis that holds a statement begins with. */
  private static final Set<SqlWord> VERBS =
      EnumSet.of(
          SqlWord.SELECT,
          SqlWord.WITH,
          SqlWord.VALUES,
          SqlWord.INSERT,
          SqlWord.UPDATE,
          SqlWord.DELETE,
          SqlWord.MERGE);

  /** What ends a FROM clause. */
  private static final Set<SqlWord> CLAUSES =
      EnumSet.of(
          SqlWord.WHERE,
          SqlWord.GROUP,
          SqlWord.ORDER,
          SqlWord.HAVING,
          SqlWord.LIMIT,
          SqlWord.UNION,
          SqlWord.EXCEPT,
          SqlWord.INTERSECT,
          SqlWord.SELECT,
          SqlWord.SET,
          SqlWord.FETCH,
          SqlWord.FOR,
          SqlWord.WINDOW,
          SqlWord.QUALIFY,
          SqlWord.CONNECT,
          SqlWord.OFFSET,
          SqlWord.RETURNING,
          SqlWord.INTO,
          SqlWord.OPTION,
          SqlWord.OUTPUT,
          SqlWord.PROCEDURE);

  private static final Set<SqlWord> TRANSACTION_VERBS =
      EnumSet.of(
          SqlWord.COMMIT,
          SqlWord.ROLLBACK,
          SqlWord.START,
          SqlWord.SAVEPOINT,
          SqlWord.RELEASE,
          SqlWord.END,
          SqlWord.ABORT);

  /** What may follow the BEGIN of a transaction. */
  private static final Set<SqlWord> TRANSACTION_WORDS =
      EnumSet.of(
          SqlWord.WORK,
          SqlWord.TRANSACTION,
          SqlWord.TRAN,
          SqlWord.DEFERRED,
          SqlWord.IMMEDIATE,
          SqlWord.EXCLUSIVE,
          SqlWord.ISOLATION,
          SqlWord.READ,
          SqlWord.NOT);

  private static final Set<SqlWord> DEFINITION_VERBS =
      EnumSet.of(
          SqlWord.CREATE,
          SqlWord.ALTER,
          SqlWord.DROP,
          SqlWord.TRUNCATE,
          SqlWord.RENAME,
          SqlWord.GRANT,
          SqlWord.REVOKE,
          SqlWord.COMMENT);

  /** What may stand between TABLE and the name that is defined. */
  private static final Set<SqlWord> BEFORE_DEFINED =
      EnumSet.of(SqlWord.TABLE, SqlWord.IF, SqlWord.NOT, SqlWord.EXISTS, SqlWord.ONLY);

  /** What DDL can be about besides a table. */
  private static final Set<SqlWord> OTHER_OBJECTS =
      EnumSet.of(
          SqlWord.ALL,
          SqlWord.COLUMN,
          SqlWord.DATABASE,
          SqlWord.FUNCTION,
          SqlWord.PROCEDURE,
          SqlWord.SCHEDULE,
          SqlWord.SCHEMA,
          SqlWord.SEQUENCE,
          SqlWord.TYPE);

  /** Instead of a name. */
  private static final long NONE = -1;

  private static final int NO_FLOOR = Integer.MIN_VALUE;

  private final SqlLexer lexer = new SqlLexer();
  private final SqlSanitizer sanitizer = new SqlSanitizer();
  private final SqlSecrets secrets = new SqlSecrets();

  private String sql = "";
  private Token token = Token.END;
  private String operation = SqlSummary.UNKNOWN.operation;
  private final char[] collection = new char[MAX_COLLECTION_LENGTH + 2];
  private int collectionLength;
  private long hash;

  /** Names known as common tables. A name is the place where it begins and that where it ends. */
  private long[] commonTables = new long[8];

  private int commonTableCount;

  /** The common table whose query is being read: known to that query from its UNION on. */
  private long commonTableInProgress;

  /** Whether DISTINCT or a dot stands before the token, so that FROM begins no clause. */
  private boolean fromIsNoClause;

  private int depth;

  /**
   * For each open parenthesis whether it holds a query or tables: the FROM of {@code extract(year
   * from x)} names no table. The lowest bit is the innermost one.
   */
  private long queryLevels;

  /** Likewise whether we are in the FROM clause, where a comma announces another table. */
  private long fromLevels;

  /** Whether the next token names a table, unless it is a parenthesis or the like. */
  private boolean tableExpected;

  /** How long the sanitised text was behind the last verb. */
  private int verbEnd;

  /** Reads a text; null counts as empty. What it found is there until the next call. */
  public void read(String text, SqlDialect dialect) {
    start(text == null ? "" : text, dialect);
    advance();
    setCollection(isWordBehindSigns(SqlWord.WITH) ? withCommonTables() : statement());
    while (token != Token.END) {
      nextTable(NO_FLOOR);
    }
    finish();
  }

  /**
   * 64 bits of operation, collection and sanitised text of the text read last; the same in every
   * JVM.
   */
  public long hash() {
    return hash;
  }

  /** Whether the text read last has this summary. */
  public boolean produces(SqlSummary summary) {
    return hash == summary.hash
        && operation.equals(summary.operation)
        && isCollection(summary.collection)
        && isText(summary.text);
  }

  /** The summary of the text read last. */
  public SqlSummary summary() {
    String text = lexer.uncertain() ? null : sanitizer.text.toString();
    return new SqlSummary(operation, new String(collection, 0, collectionLength), text, hash);
  }

  private boolean isCollection(String name) {
    if (name.length() != collectionLength) {
      return false;
    }
    for (int i = 0; i < collectionLength; i++) {
      if (name.charAt(i) != collection[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean isText(String text) {
    return text == null
        ? lexer.uncertain()
        : !lexer.uncertain() && sanitizer.text.contentEquals(text);
  }

  private void start(String text, SqlDialect dialect) {
    sql = text;
    lexer.start(text, dialect);
    sanitizer.start();
    secrets.start();
    token = Token.END;
    operation = SqlSummary.UNKNOWN.operation;
    commonTableCount = 0;
    commonTableInProgress = NONE;
    depth = 0;
    queryLevels = -1;
    fromLevels = 0;
    tableExpected = false;
    verbEnd = 0;
  }

  private void finish() {
    sanitizer.text.finish(lexer.isCut());
    long sum = SqlHash.add(SqlHash.start(), operation);
    for (int i = 0; i < collectionLength; i++) {
      sum = SqlHash.add(sum, collection[i]);
    }
    sum = SqlHash.add(sum, '\0');
    hash = SqlHash.end(lexer.uncertain() ? sum : sanitizer.text.addTo(sum));
    lexer.release();
    sql = "";
  }

  private boolean isWordBehindSigns(SqlWord word) {
    while (isSymbol('(')
        || isSymbol('{')
        || isSymbol('=')
        || isSymbol(';')
        || token == Token.MARKER) {
      advance();
    }
    return isWord(word);
  }

  /** Finds the operation; returns the name of the table, or {@link #NONE}. */
  private long statement() {
    if (isWord(SqlWord.SELECT)) {
      operation = "select";
      return nextTable(NO_FLOOR);
    }
    if (isWord(SqlWord.INSERT) || isWord(SqlWord.REPLACE)) {
      operation = "insert";
      return target(SqlWord.INTO);
    }
    if (isWord(SqlWord.UPDATE)) {
      operation = "update";
      return aliased(target(SqlWord.UPDATE));
    }
    if (isWord(SqlWord.DELETE)) {
      operation = "delete";
      return aliased(target(SqlWord.FROM));
    }
    if (isWord(SqlWord.MERGE)) {
      operation = "merge";
      return target(SqlWord.INTO);
    }
    if (isWord(SqlWord.CALL) || isWord(SqlWord.EXEC) || isWord(SqlWord.EXECUTE)) {
      operation = "call";
    } else if (isWord(SqlWord.BEGIN)) {
      begin();
    } else if (isAny(TRANSACTION_VERBS)) {
      operation = "transaction";
    } else if (isAny(DEFINITION_VERBS)) {
      operation = "ddl";
      return definedTable();
    }
    return NONE;
  }

  /** {@code WITH a AS (…), b (c, d) AS (…) SELECT …}: the statement behind gives the verb. */
  private long withCommonTables() {
    advance();
    boolean recursive = isWord(SqlWord.RECURSIVE);
    if (recursive) {
      advance();
    }
    long firstRead = NONE;
    while (isName()) {
      long read = commonTable(recursive);
      firstRead = firstRead == NONE ? read : firstRead;
      if (!isSymbol(',')) {
        break;
      }
      advance();
    }
    while (token != Token.END && !isAny(VERBS) && !isWord(SqlWord.REPLACE)) {
      advance();
    }
    long table = statement();
    boolean readsOnlyCommonTables = table == NONE && operation.equals("select");
    return readsOnlyCommonTables ? firstRead : table;
  }

  /** {@code a (b, c) AS MATERIALIZED (SELECT …)}; the first table that it reads, if any. */
  private long commonTable(boolean recursive) {
    long name = name();
    advance();
    if (isSymbol('(')) {
      skipParentheses();
    }
    while (isWord(SqlWord.AS) || isWord(SqlWord.NOT) || isWord(SqlWord.MATERIALIZED)) {
      advance();
    }
    if (recursive) {
      addCommonTable(name);
    }
    commonTableInProgress = name;
    long firstRead = NONE;
    if (isSymbol('(')) {
      int outside = depth;
      firstRead = nextTable(outside);
      while (depth > outside && token != Token.END) {
        nextTable(outside);
      }
    }
    commonTableInProgress = NONE;
    addCommonTable(name);
    return firstRead;
  }

  private void addCommonTable(long name) {
    if (commonTableCount == MAX_COMMON_TABLES) {
      return;
    }
    if (commonTableCount == commonTables.length) {
      commonTables = Arrays.copyOf(commonTables, 2 * commonTableCount);
    }
    commonTables[commonTableCount++] = name;
  }

  private boolean isCommonTable(long name) {
    for (int i = 0; i < commonTableCount; i++) {
      if (isSameName(commonTables[i], name)) {
        return true;
      }
    }
    return false;
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
    } while (depth > outside && token != Token.END);
  }

  /**
   * Moves behind the name of the next real table. {@link #NONE} if there is none before the end, or
   * before the parenthesis is closed that leads back to depth {@code floor}.
   */
  private long nextTable(int floor) {
    while (token != Token.END) {
      if (isSymbol('(')) {
        enterParentheses();
      } else if (isSymbol(')')) {
        close();
        advance();
        if (depth == floor) {
          return NONE;
        }
      } else if (tableExpected && isBeforeTable()) {
        advance();
      } else if (tableExpected && isName()) {
        long table = realTable();
        if (table != NONE) {
          return table;
        }
      } else {
        lookForTable();
        advance();
      }
    }
    return NONE;
  }

  private boolean isBeforeTable() {
    return isWord(SqlWord.ONLY) || isWord(SqlWord.LATERAL) || isWord(SqlWord.OJ) || isSymbol('{');
  }

  private void enterParentheses() {
    advance();
    boolean statement = isAny(VERBS);
    boolean tables = tableExpected && !statement;
    open(statement || tables || isSymbol('('));
    tableExpected = tables;
    setInFrom(tables);
  }

  /** {@link #NONE} for a function, or a common table, in the place of a table. */
  private long realTable() {
    tableExpected = false;
    long unqualified = name();
    long table = qualifiedName();
    boolean common = table == unqualified && isCommonTable(table);
    return common || isSymbol('(') ? NONE : table;
  }

  /** Sees whether the token announces a table. */
  private void lookForTable() {
    tableExpected = false;
    if ((queryLevels & 1) == 0) {
      return;
    }
    boolean inFrom = (fromLevels & 1) == 1;
    if (isWord(SqlWord.FROM) && !fromIsNoClause) {
      tableExpected = true;
      setInFrom(true);
    } else if (isWord(SqlWord.JOIN) || (inFrom && isSymbol(','))) {
      tableExpected = true;
    } else if (isAny(CLAUSES)) {
      setInFrom(false);
      if (isWord(SqlWord.UNION) && commonTableInProgress != NONE) {
        addCommonTable(commonTableInProgress);
        commonTableInProgress = NONE;
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
  private long target(SqlWord keyword) {
    advanceToName();
    while (isAny(MODIFIERS)) {
      boolean choice = isWord(SqlWord.OR); // INSERT OR REPLACE
      advanceToName();
      if (isSymbol('(')) {
        skipParentheses(); // TOP (10)
      } else if (choice) {
        advanceToName();
      }
    }
    if (isWord(SqlWord.WHEN)) { // INSERT ALL WHEN … THEN INTO
      while (!isWord(keyword) && token != Token.END) {
        advance();
      }
    }
    if (isWord(keyword)) {
      advanceToName();
    }
    while (isWord(SqlWord.ONLY) || isWord(SqlWord.TABLE)) {
      advanceToName();
    }
    if (isSymbol('(')) { // UPDATE (SELECT …) SET …
      tableExpected = true;
      return nextTable(NO_FLOOR);
    }
    return isName() ? qualifiedName() : NONE;
  }

  /** {@code DELETE o FROM orders o}: the table that goes by the name of {@code target}. */
  private long aliased(long target) {
    if (target == NONE) {
      return NONE;
    }
    int statement = depth;
    long table = nextTable(NO_FLOOR);
    while (table != NONE) {
      if (isWord(SqlWord.AS)) {
        advance();
      }
      if (depth == statement && isName() && isSameName(name(), target)) {
        return table;
      }
      table = nextTable(NO_FLOOR);
    }
    return target;
  }

  /** A bare BEGIN opens a transaction, one with statements behind it is a block of code. */
  private void begin() {
    advance();
    if (token == Token.END ? !lexer.uncertain() : isSymbol(';') || isAny(TRANSACTION_WORDS)) {
      operation = "transaction";
    }
  }

  /** The table that DDL is about, for an index or a privilege the one it is on. */
  private long definedTable() {
    boolean found = isWord(SqlWord.TRUNCATE);
    boolean on = false;
    advance();
    // A parenthesis or AS begins the body of what is defined.
    while (!found && token != Token.END && !isSymbol('(') && !isWord(SqlWord.AS)) {
      on = isWord(SqlWord.ON);
      found = on || isWord(SqlWord.TABLE);
      tableExpected = found;
      advance();
    }
    while (isAny(BEFORE_DEFINED)) {
      advanceToName();
    }
    tableExpected = false;
    if (!found || !isName()) {
      return NONE;
    }
    boolean mayBeKind = on && isAny(OTHER_OBJECTS);
    long name = qualifiedName();
    return mayBeKind && isName() ? NONE : name; // ON SCHEMA shop
  }

  /** The last part of {@code schema.table}; moves behind it. */
  private long qualifiedName() {
    long last = name();
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

  private long name() {
    return (long) lexer.nameStart() << 32 | lexer.nameEnd();
  }

  private boolean isSameName(long name, long other) {
    int start = startOf(name);
    int length = endOf(name) - start;
    int otherStart = startOf(other);
    return length == endOf(other) - otherStart
        && sql.regionMatches(true, start, sql, otherStart, length);
  }

  private static int startOf(long name) {
    return (int) (name >> 32);
  }

  private static int endOf(long name) {
    return (int) name;
  }

  private boolean isName() {
    return token == Token.WORD || token == Token.QUOTED_NAME;
  }

  private boolean isWord(SqlWord word) {
    return token == Token.WORD && lexer.word() == word;
  }

  private boolean isAny(Set<SqlWord> words) {
    return token == Token.WORD && words.contains(lexer.word());
  }

  private boolean isSymbol(char symbol) {
    return lexer.isSymbol(symbol);
  }

  private void advanceToName() {
    tableExpected = true;
    advance();
    tableExpected = false;
  }

  private void advance() {
    fromIsNoClause = isWord(SqlWord.DISTINCT) || isSymbol('.');
    token = lexer.next(tableExpected);
    if (token != Token.END) {
      write();
    }
  }

  /** Writes the token to the sanitised text. */
  private void write() {
    boolean beforeVerb = secrets.beforeVerb();
    switch (secrets.look(lexer)) {
      case SECRET:
        sanitizer.text.truncate(verbEnd);
        lexer.stop();
        token = lexer.next(false);
        return;
      case LAST:
        sanitizer.add(lexer, sql, false);
        lexer.stop();
        return;
      case VALUE:
        sanitizer.add(lexer, sql, true);
        return;
      default:
        sanitizer.add(lexer, sql, false);
        if (beforeVerb) {
          verbEnd = sanitizer.text.length();
        }
    }
  }

  /** Squeezes numbers, those joined by underscores into one: events_2026_01 is events_{n}. */
  private void setCollection(long table) {
    collectionLength = 0;
    if (table != NONE) {
      squeeze(startOf(table), endOf(table));
    }
    if (collectionLength == 0) {
      SqlSummary.NO_COLLECTION.getChars(0, SqlSummary.NO_COLLECTION.length(), collection, 0);
      collectionLength = SqlSummary.NO_COLLECTION.length();
    }
  }

  private void squeeze(int start, int end) {
    int i = start;
    while (i < end && collectionLength < MAX_COLLECTION_LENGTH) {
      char c = sql.charAt(i);
      if (isDigit(c)) {
        collection[collectionLength++] = '{';
        collection[collectionLength++] = 'n';
        collection[collectionLength++] = '}';
        i = behindNumber(i, end);
      } else {
        if (!Character.isISOControl(c)) {
          collection[collectionLength++] = Character.toLowerCase(c);
        }
        i++;
      }
    }
    collectionLength = Math.min(collectionLength, MAX_COLLECTION_LENGTH);
  }

  private int behindNumber(int start, int end) {
    int i = start;
    while (i < end && (isDigit(sql.charAt(i)) || isJoint(i, end))) {
      i++;
    }
    return i;
  }

  private boolean isJoint(int i, int end) {
    return sql.charAt(i) == '_' && i + 1 < end && isDigit(sql.charAt(i + 1));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
