package com.acme.named;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;

/** A store, which rests on a database. */
public class Repo {
  /** Runs two statements. */
  public int findByName(String name) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
        Statement statement = connection.createStatement()) {
      statement.executeQuery("select 1");
      statement.executeQuery("select 2");
      return name.length();
    }
  }

  /** Fails. */
  public int findNothing() throws SQLException {
    throw new SQLTimeoutException("late");
  }

  public CompletableFuture<int[]> findLater(CompletableFuture<int[]> found) {
    return found;
  }

  /** Not named. */
  public int count() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
        Statement statement = connection.createStatement()) {
      statement.executeQuery("select 3");
      return 3;
    }
  }
}
