package dev.tacho.agenttests.apps;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Queries an H2 in memory by SQL that is put together: {@code same 1000} on its input has it run
 * one statement a thousand times, {@code different 1000} as many that have nothing in common but
 * their table. None comes twice. It then says on its output how many it ran in a second.
 */
public final class LiteralsApp {
  /** H2 itself would remember the one statement, and be quicker with it. */
  private static final String URL = "jdbc:h2:mem:literals;query_cache_size=0";

  private final Statement statement;
  private int next;

  private LiteralsApp(Statement statement) {
    this.statement = statement;
  }

  public static void main(String[] arguments) throws Exception {
    try (Connection connection = DriverManager.getConnection(URL);
        Statement statement = connection.createStatement()) {
      statement.execute("create table items (id int primary key, name varchar(40))");
      statement.execute("insert into items values (1, 'first')");
      new LiteralsApp(statement).obey();
    }
  }

  private void obey() throws Exception {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String[] words = line.split(" ", 2);
      int executions = Integer.parseInt(words[1]);
      long start = System.nanoTime();
      if (words[0].equals("same")) {
        same(executions);
      } else {
        different(executions);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.println(line + ": " + Math.round(executions / seconds));
    }
  }

  private void same(int executions) throws SQLException {
    for (int i = 0; i < executions; i++) {
      query(1_000_000_000);
    }
  }

  private void different(int executions) throws SQLException {
    for (int i = 0; i < executions; i++) {
      query(1_000_000_001 + next++);
    }
  }

  private void query(int number) throws SQLException {
    String sql =
        "select id, name from items where id = " + number + " or name = 'item " + number + "'";
    try (ResultSet rows = statement.executeQuery(sql)) {
      if (rows.next()) {
        throw new AssertionError(rows.getString(2));
      }
    }
  }
}
