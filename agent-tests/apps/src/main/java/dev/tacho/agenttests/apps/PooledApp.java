package dev.tacho.agenttests.apps;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;

/**
 * Works with a pool of one connection when it gets a line and when its input ends: takes and closes
 * it four times, with a failing attempt to get a second one during the last. In the end it takes it
 * and keeps it.
 *
 * <p>Arguments: the class of the data source, then its properties as {@code name=value}.
 */
public final class PooledApp {
  /** Written after each work. */
  public static final String WORKED = "worked";

  /** Written when the connection has been taken for good. */
  public static final String KEPT = "kept";

  private PooledApp() {}

  public static void main(String[] arguments) throws Exception {
    DataSource pool = null;
    for (int read = System.in.read(); read >= 0; read = System.in.read()) {
      if (read == '\n') {
        pool = pool(arguments);
        work(pool);
      }
    }
    pool = pool == null ? pool(arguments) : pool;
    work(pool);
    Connection kept = pool.getConnection();
    System.out.println(KEPT);
    new CountDownLatch(1).await(); // until it is killed
    kept.close();
  }

  private static DataSource pool(String[] arguments) throws Exception {
    DataSource pool =
        Class.forName(arguments[0])
            .asSubclass(DataSource.class)
            .getDeclaredConstructor()
            .newInstance();
    for (int i = 1; i < arguments.length; i++) {
      String[] property = arguments[i].split("=", 2);
      set(pool, property[0], property[1]);
    }
    return pool;
  }

  private static void work(DataSource pool) throws SQLException {
    for (int i = 0; i < 3; i++) {
      pool.getConnection().close();
    }
    try (Connection only = pool.getConnection()) {
      askForAnother(pool);
      only.clearWarnings();
    }
    System.out.println(WORKED);
  }

  private static void askForAnother(DataSource pool) {
    try {
      pool.getConnection();
    } catch (SQLException expected) {
      return;
    }
    throw new AssertionError("there is to be one connection");
  }

  private static void set(Object bean, String property, String value) throws Exception {
    String setter = "set" + Character.toUpperCase(property.charAt(0)) + property.substring(1);
    for (Method method : bean.getClass().getMethods()) {
      if (method.getName().equals(setter) && method.getParameterCount() == 1) {
        method.invoke(bean, converted(value, method.getParameterTypes()[0]));
        return;
      }
    }
    throw new NoSuchMethodException(setter);
  }

  private static Object converted(String value, Class<?> type) {
    if (type == int.class) {
      return Integer.valueOf(value);
    }
    if (type == long.class) {
      return Long.valueOf(value);
    }
    return type == boolean.class ? (Object) Boolean.valueOf(value) : value;
  }
}
