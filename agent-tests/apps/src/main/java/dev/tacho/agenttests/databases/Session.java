package dev.tacho.agenttests.databases;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** What a scenario works with: a connection of a pool, and where it says what it saw. */
final class Session {
  final DataSource pool;
  final Connection connection;
  final Dialect dialect;
  final Transcript saw;

  Session(DataSource pool, Connection connection, Dialect dialect, Transcript saw) {
    this.pool = pool;
    this.connection = connection;
    this.dialect = dialect;
    this.saw = saw;
  }

  Statement statement() throws SQLException {
    return connection.createStatement();
  }

  PreparedStatement prepare(String sql) throws SQLException {
    return connection.prepareStatement(sql);
  }

  /** One execution. */
  void query(String sql) throws SQLException {
    try (Statement statement = statement();
        ResultSet rows = statement.executeQuery(sql)) {
      saw.rows(rows);
    }
  }

  /** One execution. */
  void update(String sql) throws SQLException {
    try (Statement statement = statement()) {
      saw.line("count", statement.executeUpdate(sql));
    }
  }
}
