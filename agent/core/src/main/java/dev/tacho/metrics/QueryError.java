package dev.tacho.metrics;

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
   * Classifies by exception type and SQLState class (ISO/IEC 9075-2, table of SQLSTATE classes).
   *
   * @param thrown what the driver threw; null for success, answered by null
   */
  public static QueryError of(Throwable thrown) {
    if (thrown == null) {
      return null;
    }
    if (!(thrown instanceof SQLException)) {
      return OTHER;
    }
    String state = ((SQLException) thrown).getSQLState();
    if (thrown instanceof SQLTimeoutException || isTimeoutState(state)) {
      return TIMEOUT;
    }
    QueryError byState = ofState(state == null ? "" : state);
    return byState == OTHER ? ofType((SQLException) thrown) : byState;
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
