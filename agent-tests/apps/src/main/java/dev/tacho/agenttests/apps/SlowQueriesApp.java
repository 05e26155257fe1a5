package dev.tacho.agenttests.apps;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;

/** Runs, when its input ends, seven times a query of 400 ms, with a secret in it and one bound. */
public final class SlowQueriesApp {
  /** By the driver itself, so that it is no query: how long that takes nobody knows. */
  private static final String CREATE_ALIAS =
      "INIT=create alias nap for '" + SlowQueriesApp.class.getName() + ".nap'";

  private SlowQueriesApp() {}

  public static void main(String[] arguments) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:slow;" + CREATE_ALIAS)) {
      while (System.in.read() >= 0) {
        // nothing is asked of the input but its end
      }
      work(connection);
    }
    System.out.println("worked");
    new CountDownLatch(1).await(); // until it is killed
  }

  private static void work(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select nap(400), 'planted-secret' /* planted-secret */, ?")) {
      for (int i = 0; i < 7; i++) {
        statement.setString(1, "planted-secret");
        statement.executeQuery().close();
      }
    }
  }

  /** What the database calls. */
  public static int nap(int millis) throws InterruptedException {
    Thread.sleep(millis);
    return millis;
  }
}
