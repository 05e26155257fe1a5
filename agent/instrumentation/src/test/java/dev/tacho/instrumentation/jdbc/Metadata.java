package dev.tacho.instrumentation.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Wrapper;
import java.util.Arrays;
import java.util.Comparator;

/** Asks metadata for everything. */
final class Metadata {
  private Metadata() {}

  static void ofDatabase(ExecuteWay.Run run) throws SQLException {
    DatabaseMetaData metadata = run.connection.getMetaData();
    askAll(DatabaseMetaData.class, metadata, run);
  }

  static void ofResults(ResultSet results, ExecuteWay.Run run) throws SQLException {
    try (results) {
      askAll(ResultSetMetaData.class, results.getMetaData(), run);
    }
  }

  private static void askAll(Class<?> type, Object metadata, ExecuteWay.Run run)
      throws SQLException {
    Method[] methods = type.getMethods();
    Arrays.sort(methods, Comparator.comparing(Method::toString));
    for (Method method : methods) {
      if (method.getDeclaringClass() != Wrapper.class) {
        ask(method, metadata, run);
      }
    }
  }

  private static void ask(Method method, Object metadata, ExecuteWay.Run run) throws SQLException {
    Object[] arguments =
        Arrays.stream(method.getParameterTypes()).map(Metadata::something).toArray();
    try {
      Object answer = method.invoke(metadata, arguments);
      run.say(method.getName());
      if (answer instanceof ResultSet rows) {
        run.say(rows);
      } else if (answer != null && !(answer instanceof Connection)) {
        run.say(answer);
      }
    } catch (InvocationTargetException thrown) {
      run.say(thrown.getCause().getClass());
    } catch (IllegalAccessException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static Object something(Class<?> type) {
    if (type == int.class) {
      return 1;
    }
    if (type == boolean.class) {
      return false;
    }
    return type == String.class ? "ITEMS" : null;
  }
}
