package dev.tacho.metrics;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
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
    if (state == null || state.length() < 2) {
      return OTHER;
    }
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

  /** HYT00 and HYT01 are ODBC's, 57014 PostgreSQL's query_canceled, 70100 MariaDB's. */
  private static boolean isTimeoutState(String state) {
    return "57014".equals(state)
        || "70100".equals(state)
        || "HYT00".equals(state)
        || "HYT01".equals(state);
  }
}
