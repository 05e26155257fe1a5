package dev.tacho.agenttests.apps;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;

/** Runs, when its input ends, a thousand queries, and ends at once, in the way that it is told. */
public final class ShortLivedApp {
  public static final int QUERIES = 1000;
  public static final int EXIT_CODE = 7;

  private ShortLivedApp() {}

  /**
   * Ends by {@code return}, {@code exit} or {@code exception}.
   *
   * @param arguments which of them
   */
  public static void main(String[] arguments) throws Exception {
    Connection connection = DriverManager.getConnection("jdbc:h2:mem:short");
    PreparedStatement statement = connection.prepareStatement("select 1");
    while (System.in.read() >= 0) {
      // nothing is asked of the input but its end
    }
    for (int i = 0; i < QUERIES; i++) {
      statement.executeQuery().close();
    }
    if ("exit".equals(arguments[0])) {
      System.exit(EXIT_CODE);
    }
    if ("exception".equals(arguments[0])) {
      throw new IllegalStateException("as asked");
    }
  }
}
