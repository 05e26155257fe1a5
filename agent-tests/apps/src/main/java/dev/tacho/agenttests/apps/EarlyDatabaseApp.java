package dev.tacho.agenttests.apps;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;

/**
 * Has its driver loaded long before the agent can weave, and runs its queries when its input ends:
 * 5 prepared, 2 plain, a batch of two of a kind, a mixed batch, and one that fails.
 */
public final class EarlyDatabaseApp {
  private EarlyDatabaseApp() {}

  public static void main(String[] arguments) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:early")) {
      connection.prepareStatement("select 1").close();
      while (System.in.read() >= 0) {
        // nothing is asked of the input but its end
      }
      work(connection);
    }
    System.out.println("worked");
    new CountDownLatch(1).await(); // until it is killed
  }

  private static void work(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table items (id int primary key)");
      statement.executeUpdate("insert into items values (1)");
      statement.addBatch("insert into items values (2)");
      statement.addBatch("insert into items values (3)");
      statement.executeBatch();
      statement.addBatch("insert into items values (4)");
      statement.addBatch("delete from items where id = 4");
      statement.executeBatch();
    }
    try (PreparedStatement statement =
        connection.prepareStatement("select * from items where id = ?")) {
      for (int id = 1; id <= 5; id++) {
        statement.setInt(1, id);
        statement.executeQuery().close();
      }
    }
    try (PreparedStatement statement =
        connection.prepareStatement("insert into items values (?)")) {
      statement.setInt(1, 1);
      statement.executeUpdate();
      throw new AssertionError("the key is there already");
    } catch (SQLException expected) {
      System.out.println(expected.getSQLState());
    }
  }
}
