package dev.tacho.agenttests.databases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/**
 * What the application sees of its database, one line for each answer: the same with the agent and
 * without. Nothing in it changes from run to run.
 */
final class Transcript {
  /** What may throw. */
  interface Call {
    void run() throws SQLException;
  }

  void line(String what, Object value) {
    System.out.println("  " + what + ": " + value);
  }

  void counts(int[] counts) {
    line("counts", Arrays.toString(counts));
  }

  void counts(long[] counts) {
    line("counts", Arrays.toString(counts));
  }

  /** Reads all rows and closes the result set. */
  void rows(ResultSet rows) throws SQLException {
    int columns = rows.getMetaData().getColumnCount();
    while (rows.next()) {
      StringBuilder row = new StringBuilder();
      for (int column = 1; column <= columns; column++) {
        row.append(column == 1 ? "" : " | ").append(rows.getString(column));
      }
      line("row", row);
    }
    rows.close();
  }

  /** For result sets with much in them that depends on the server. */
  void hasRows(String what, ResultSet rows) throws SQLException {
    line(what, rows.next() ? "rows" : "no rows");
    rows.close();
  }

  /** The results of an {@code execute}, as many as there are. */
  void results(boolean isRows, Statement statement) throws SQLException {
    boolean rows = isRows;
    int count = rows ? -1 : statement.getUpdateCount();
    while (rows || count >= 0) {
      if (rows) {
        rows(statement.getResultSet());
      } else {
        line("count", count);
      }
      rows = statement.getMoreResults();
      count = rows ? -1 : statement.getUpdateCount();
    }
  }

  void keys(Statement statement) throws SQLException {
    try (ResultSet keys = statement.getGeneratedKeys()) {
      while (keys.next()) {
        line("key", keys.getInt(1));
      }
    }
  }

  void fails(Call call) {
    failure(failureOf(call));
  }

  /** Null if it succeeds. */
  static SQLException failureOf(Call call) {
    try {
      call.run();
      return null;
    } catch (SQLException e) {
      return e;
    }
  }

  void failure(SQLException e) {
    if (e == null) {
      line("fails", "no, it succeeds");
      return;
    }
    exception("fails", e);
    causes(e);
    for (SQLException next = e.getNextException(); next != null; next = next.getNextException()) {
      exception("next", next);
    }
    line("suppressed", e.getSuppressed().length);
  }

  /**
   * Only those that are of another kind: MariaDB's driver 3 wraps what goes wrong with a batch once
   * more if the connection had to prepare the statement first, and in a pool that takes connections
   * back in the background, as c3p0 does, chance decides which of them had.
   */
  private void causes(Throwable e) {
    Throwable cause = e.getCause();
    if (cause == null) {
      return;
    }
    if (cause.getClass() != e.getClass()) {
      line("because of", cause.getClass().getName());
    }
    causes(cause);
  }

  private void exception(String what, SQLException e) {
    line(what, e.getClass().getName() + ' ' + e.getSQLState() + ' ' + e.getErrorCode());
    // The numbers are those of connections, or tell how long ago something was.
    line("message", String.valueOf(e.getMessage()).replaceAll("\\d+", "#"));
  }
}
