package dev.tacho.metrics;

import java.sql.BatchUpdateException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;

/** What went wrong with a query: the values of the label {@code error}. */
public enum QueryError {
  INTEGRITY,
  ROLLBACK,
  CONNECTION,
  SYNTAX,
  DATA,
  TIMEOUT,
  OTHER;

  private final String label = name().toLowerCase(Locale.ROOT);

  String label() {
    return label;
  }

  /** The labels of all, in the order of the constants. */
  static String[] labels() {
    String[] labels = new String[values().length];
    for (QueryError error : values()) {
      labels[error.ordinal()] = error.label;
    }
    return labels;
  }

  /**
   * Classifies by exception type and SQLState class (ISO/IEC 9075-2, table of SQLSTATE classes),
   * and by the codes of systems that tell more than that. Asks exceptions for nothing but these.
   *
   * @param thrown what the driver threw; null for success, answered by null
   * @param system the value of the label {@code system}
   */
  public static QueryError of(Throwable thrown, String system) {
    if (thrown == null) {
      return null;
    }
    if (!(thrown instanceof SQLException)) {
      return OTHER;
    }
    QueryError error = ofOne((SQLException) thrown, system);
    return error == OTHER && thrown instanceof BatchUpdateException
        ? ofBatch((BatchUpdateException) thrown, system)
        : error;
  }

  /** Some drivers have the failed statement's exception as the next one, others as the cause. */
  private static QueryError ofBatch(BatchUpdateException thrown, String system) {
    SQLException next = thrown.getNextException();
    QueryError error = next == null ? OTHER : ofOne(next, system);
    Throwable cause = thrown.getCause();
    return error == OTHER && cause instanceof SQLException
        ? ofOne((SQLException) cause, system)
        : error;
  }

  private static QueryError ofOne(SQLException thrown, String system) {
    String state = thrown.getSQLState();
    QueryError ofSystem = ofSystem(system, state, thrown.getErrorCode());
    if (ofSystem != null) {
      return ofSystem;
    }
    if (thrown instanceof SQLTimeoutException || isTimeoutState(state)) {
      return TIMEOUT;
    }
    QueryError byState = ofState(state == null ? "" : state);
    return byState == OTHER ? ofType(thrown) : byState;
  }

  /** Null where standard state and type are to decide. */
  private static QueryError ofSystem(String system, String state, int code) {
    switch (system) {
      case "postgresql":
        return isShutdown(state) ? CONNECTION : null;
      case "hsqldb":
        return "40502".equals(state) ? TIMEOUT : null; // a statement's, not a transaction's
      case "derby":
        return "XCL52".equals(state) ? TIMEOUT : null;
      case "sqlite":
        return ofSqlite(code);
      case "mysql":
      case "mariadb":
        return ofMysql(code);
      case "oracle":
        return ofOracle(code);
      case "mssql":
        return ofSqlServer(state, code);
      default:
        return null;
    }
  }

  /** The server ends the connection: 57P01 to 57P05, by an administrator, a crash, idleness … */
  private static boolean isShutdown(String state) {
    return state != null && state.startsWith("57P");
  }

  /** The low byte of a code is the primary one (sqlite.org/rescode.html); states it has none. */
  private static QueryError ofSqlite(int code) {
    switch (code & 0xff) {
      case 1: // ERROR, which nearly always is what the parser says
        return SYNTAX;
      case 5: // BUSY, at the end of setQueryTimeout: the driver makes it the time to wait for locks
      case 9: // INTERRUPT
        return TIMEOUT;
      case 14: // CANTOPEN
        return CONNECTION;
      case 18: // TOOBIG
      case 20: // MISMATCH
        return DATA;
      case 19: // CONSTRAINT
        return INTEGRITY;
      default:
        return null;
    }
  }

  private static QueryError ofMysql(int code) {
    switch (code) {
      case 1205: // ER_LOCK_WAIT_TIMEOUT, of which some drivers make a rollback
      case 1317: // ER_QUERY_INTERRUPTED
      case 1969: // MariaDB's ER_STATEMENT_TIMEOUT
      case 3024: // MySQL's ER_QUERY_TIMEOUT
        return TIMEOUT;
      case 1927: // MariaDB's ER_CONNECTION_KILLED, with the state, and by some drivers the type,
        // of a timeout
        return CONNECTION;
      default:
        return null;
    }
  }

  private static QueryError ofOracle(int code) {
    switch (code) {
      case 60: // deadlock
      case 8177: // cannot serialize
        return ROLLBACK;
      case 1013: // cancelled, as at the end of setQueryTimeout
      case 30006: // WAIT of a lock expired
        return TIMEOUT;
      case 1722: // invalid number
      case 12899: // value too large
        return DATA;
      default:
        return null;
    }
  }

  /** Its own states, as S0001, tell little. */
  private static QueryError ofSqlServer(String state, int code) {
    if ("HY008".equals(state)) {
      return TIMEOUT;
    }
    switch (code) {
      case 102: // syntax
      case 156:
      case 207: // no such column
      case 208: // no such object
      case 2812: // no such procedure
        return SYNTAX;
      case 245: // conversion
      case 8134: // division by zero
        return DATA;
      case 1222: // lock request
        return TIMEOUT;
      default:
        return null;
    }
  }

  private static QueryError ofState(String state) {
    if (state.startsWith("23")) {
      return INTEGRITY;
    }
    if (state.startsWith("40")) {
      return ROLLBACK;
    }
    if (state.startsWith("08")) {
      return CONNECTION;
    }
    if (state.startsWith("42")) {
      return SYNTAX;
    }
    return state.startsWith("22") ? DATA : OTHER;
  }

  /** For drivers that leave the state out or have states of their own. */
  private static QueryError ofType(SQLException thrown) {
    if (thrown instanceof SQLIntegrityConstraintViolationException) {
      return INTEGRITY;
    }
    if (thrown instanceof SQLTransactionRollbackException) {
      return ROLLBACK;
    }
    if (thrown instanceof SQLNonTransientConnectionException
        || thrown instanceof SQLTransientConnectionException) {
      return CONNECTION;
    }
    if (thrown instanceof SQLSyntaxErrorException) {
      return SYNTAX;
    }
    return thrown instanceof SQLDataException ? DATA : OTHER;
  }

  /** HYT00 and HYT01 are ODBC's, 57014 PostgreSQL's query_canceled, 70100 MariaDB's. */
  private static boolean isTimeoutState(String state) {
    return "57014".equals(state)
        || "70100".equals(state)
        || "HYT00".equals(state)
        || "HYT01".equals(state);
  }
}
