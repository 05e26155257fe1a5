package dev.tacho.sql;

import dev.tacho.sql.SqlLexer.Token;
import java.util.EnumSet;
import java.util.Set;

/**
 * Finds the places where a statement may show a password or the like outside of literals: {@code
 * IDENTIFIED BY tiger}, {@code PRAGMA key = tiger}, {@code EXEC sp_addlogin scott, tiger}. For one
 * thread; to be used again.
 */
final class SqlSecrets {
  /** What {@link #look} says of a token. */
  enum Finding {
    CODE,
    /** To be hidden like a literal. */
    VALUE,
    /** The last token that may be told. */
    LAST,
    /** Of the statement nothing but the verb may be told. */
    SECRET
  }

  /** What can be created or altered in the open. */
  private static final Set<SqlWord> OPEN_KINDS =
      EnumSet.of(
          SqlWord.TABLE,
          SqlWord.INDEX,
          SqlWord.VIEW,
          SqlWord.SEQUENCE,
          SqlWord.TRIGGER,
          SqlWord.FUNCTION,
          SqlWord.PROCEDURE,
          SqlWord.PACKAGE,
          SqlWord.SCHEMA,
          SqlWord.TYPE,
          SqlWord.DOMAIN,
          SqlWord.SYNONYM,
          SqlWord.EXTENSION);

  /** What cannot: named, so that at least the kind is told. */
  private static final Set<SqlWord> SECRET_KINDS =
      EnumSet.of(
          SqlWord.USER,
          SqlWord.ROLE,
          SqlWord.LOGIN,
          SqlWord.GROUP,
          SqlWord.CREDENTIAL,
          SqlWord.DATABASE,
          SqlWord.LINK,
          SqlWord.SERVER,
          SqlWord.SUBSCRIPTION,
          SqlWord.SYSTEM,
          SqlWord.SESSION,
          SqlWord.KEY);

  /** What may stand between CREATE and the kind of object. */
  private static final Set<SqlWord> ADJECTIVES =
      EnumSet.of(
          SqlWord.OR,
          SqlWord.REPLACE,
          SqlWord.ALTER,
          SqlWord.EDITIONABLE,
          SqlWord.NONEDITIONABLE,
          SqlWord.FORCE,
          SqlWord.GLOBAL,
          SqlWord.LOCAL,
          SqlWord.TEMP,
          SqlWord.TEMPORARY,
          SqlWord.UNLOGGED,
          SqlWord.CACHED,
          SqlWord.MEMORY,
          SqlWord.EXTERNAL,
          SqlWord.FOREIGN,
          SqlWord.VIRTUAL,
          SqlWord.TRANSIENT,
          SqlWord.COLUMN,
          SqlWord.ROW,
          SqlWord.UNIQUE,
          SqlWord.CLUSTERED,
          SqlWord.NONCLUSTERED,
          SqlWord.BITMAP,
          SqlWord.COLUMNSTORE,
          SqlWord.HASH,
          SqlWord.FULLTEXT,
          SqlWord.SPATIAL,
          SqlWord.MATERIALIZED,
          SqlWord.RECURSIVE,
          SqlWord.PUBLIC,
          SqlWord.PRIMARY);

  /** Statements of which only the verb and one word behind it are told. */
  private static final Set<SqlWord> SETTINGS = EnumSet.of(SqlWord.SET, SqlWord.PRAGMA);

  private static final Set<SqlWord> SECRET_VERBS =
      EnumSet.of(
          SqlWord.CONNECT,
          SqlWord.ATTACH,
          SqlWord.OPEN,
          SqlWord.BACKUP,
          SqlWord.RESTORE,
          SqlWord.DUMP);

  /** Here a column may be called password, and a password is a literal or a marker. */
  private static final Set<SqlWord> DATA_VERBS =
      EnumSet.of(
          SqlWord.SELECT,
          SqlWord.WITH,
          SqlWord.VALUES,
          SqlWord.INSERT,
          SqlWord.REPLACE,
          SqlWord.UPDATE,
          SqlWord.DELETE,
          SqlWord.MERGE,
          SqlWord.CALL,
          SqlWord.TABLE,
          SqlWord.COMMENT,
          SqlWord.DROP);

  private static final Set<SqlWord> PASSWORDS =
      EnumSet.of(SqlWord.PASSWORD, SqlWord.PASSPHRASE, SqlWord.PWD);

  /** What may stand among the arguments of EXEC, where any other word is a string. */
  private static final Set<SqlWord> ARGUMENT_WORDS =
      EnumSet.of(SqlWord.NULL, SqlWord.DEFAULT, SqlWord.OUT, SqlWord.OUTPUT);

  /** What may stand before the verb. */
  private static final Set<SqlWord> BEFORE_VERB =
      EnumSet.of(SqlWord.BEGIN, SqlWord.EXPLAIN, SqlWord.ANALYZE, SqlWord.VERBOSE);

  /** IDENTIFIED in front of one of these is no column. */
  private static final Set<SqlWord> BEFORE_PASSWORD =
      EnumSet.of(SqlWord.BY, SqlWord.WITH, SqlWord.USING);

  private enum State {
    /** Before the verb. */
    START,
    /** Behind SET: one word more. */
    SETTING,
    /** Behind CREATE or ALTER: the kind is still to come. */
    DEFINITION,
    /** Behind EXEC: the name of the procedure is still to come. */
    PROCEDURE,
    /** Behind the name of the procedure, or a part of it. */
    PROCEDURE_NAME,
    /** Among the arguments of the procedure. */
    ARGUMENTS,
    /** Literals hide all there is to hide. */
    OPEN
  }

  private State state;

  /** Whether PASSWORD is a column, or a parameter. */
  private boolean data;

  private SqlWord verb;
  private SqlWord wordBefore;
  private boolean dotBefore;

  void start() {
    state = State.START;
    data = false;
    verb = SqlWord.NAME;
    wordBefore = SqlWord.NAME;
    dotBefore = false;
  }

  /** Whether the verb of a statement is still to come. */
  boolean beforeVerb() {
    return state == State.START;
  }

  /** Looks at the token that {@code lexer} has just found. */
  Finding look(SqlLexer lexer) {
    boolean isWord = lexer.token() == Token.WORD;
    if (state == State.PROCEDURE_NAME && !dotBefore && !lexer.isSymbol('.')) {
      state = State.ARGUMENTS;
    }
    Finding finding = isWord ? word(lexer.word()) : other(lexer);
    wordBefore = lexer.word();
    dotBefore = lexer.isSymbol('.');
    return finding;
  }

  private Finding word(SqlWord word) {
    if (isPassword(word)) {
      return Finding.SECRET;
    }
    switch (state) {
      case START:
        return verb(word);
      case SETTING:
        return Finding.LAST;
      case DEFINITION:
        return kind(word);
      case PROCEDURE:
        boolean kind = word == SqlWord.PROCEDURE || word == SqlWord.IMMEDIATE;
        state = kind ? State.PROCEDURE : State.PROCEDURE_NAME;
        return Finding.CODE;
      case ARGUMENTS:
        return ARGUMENT_WORDS.contains(word) ? Finding.CODE : Finding.VALUE;
      default:
        // COPY … FROM STDIN: the data may follow.
        return verb == SqlWord.COPY && word == SqlWord.STDIN ? Finding.LAST : Finding.CODE;
    }
  }

  private boolean isPassword(SqlWord word) {
    boolean identified =
        wordBefore == SqlWord.IDENTIFIED && (!data || BEFORE_PASSWORD.contains(word));
    return identified || (state == State.OPEN && !data && PASSWORDS.contains(word));
  }

  private Finding verb(SqlWord word) {
    if (BEFORE_VERB.contains(word)) {
      return Finding.CODE;
    }
    verb = word;
    data = DATA_VERBS.contains(word);
    state = State.OPEN;
    if (word == SqlWord.CREATE || word == SqlWord.ALTER) {
      state = State.DEFINITION;
    } else if (SETTINGS.contains(word)) {
      state = State.SETTING;
    } else if (word == SqlWord.EXEC || word == SqlWord.EXECUTE) {
      state = State.PROCEDURE;
    }
    return SECRET_VERBS.contains(word) ? Finding.LAST : Finding.CODE;
  }

  private Finding kind(SqlWord word) {
    if (OPEN_KINDS.contains(word)) {
      data = true;
      state = State.OPEN;
      return Finding.CODE;
    }
    if (ADJECTIVES.contains(word)) {
      return Finding.CODE;
    }
    return SECRET_KINDS.contains(word) ? Finding.LAST : Finding.SECRET;
  }

  private Finding other(SqlLexer lexer) {
    if (lexer.isSymbol(';')) {
      start();
      return Finding.CODE;
    }
    boolean name = lexer.token() == Token.QUOTED_NAME;
    switch (state) {
      case SETTING:
      case DEFINITION:
        return Finding.SECRET;
      case PROCEDURE:
        state = name ? State.PROCEDURE_NAME : State.PROCEDURE;
        return Finding.CODE;
      case ARGUMENTS:
        return name ? Finding.VALUE : Finding.CODE;
      default:
        return wordBefore == SqlWord.IDENTIFIED && !data ? Finding.SECRET : Finding.CODE;
    }
  }
}
