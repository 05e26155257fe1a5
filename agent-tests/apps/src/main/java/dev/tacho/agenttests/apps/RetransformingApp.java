package dev.tacho.agenttests.apps;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/**
 * When its input has ended it loads its driver and executes a prepared statement twice, has {@link
 * OtherAgent} retransform all classes of the driver, executes it twice more, and a new one twice.
 * Prints the interfaces of the statement that are none of JDBC's.
 */
public final class RetransformingApp {
  private static final String SQL = "select * from items where id = 1";

  private RetransformingApp() {}

  public static void main(String[] arguments) throws Exception {
    while (System.in.read() >= 0) {
      // nothing is asked of the input but its end
    }
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
      connection.createStatement().execute("create table items (id int primary key)");
      PreparedStatement statement = connection.prepareStatement(SQL);
      executeTwice(statement);
      retransform("org.h2.jdbc");
      executeTwice(statement);
      executeTwice(connection.prepareStatement(SQL));
      for (Class<?> type : statement.getClass().getInterfaces()) {
        if (type.getName().startsWith("java.lang.")) {
          System.out.println(type.getName());
        }
      }
    }
    System.out.println("worked");
    new CountDownLatch(1).await(); // until it is killed
  }

  private static void executeTwice(PreparedStatement statement) throws Exception {
    statement.execute();
    statement.executeQuery().close();
  }

  private static void retransform(String packageName) throws Exception {
    OtherAgent.jvm()
        .retransformClasses(
            Arrays.stream(OtherAgent.jvm().getAllLoadedClasses())
                .filter(type -> type.getName().startsWith(packageName + "."))
                .toArray(Class<?>[]::new));
  }
}
