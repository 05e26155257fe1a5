package dev.tacho.record;

import dev.tacho.jvm.PerClass;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which database a driver's class talks to: the values of the label {@code system}. Known drivers
 * are told by their package, others by the sub-protocol of the first URL they opened. Any thread
 * may call.
 */
final class DatabaseSystems {
  static final String UNKNOWN = "other";

  private static final String[][] PACKAGES = {
    {"org.postgresql.", "postgresql"},
    {"com.mysql.", "mysql"},
    {"org.mariadb.", "mariadb"},
    {"org.h2.", "h2"},
    {"org.hsqldb.", "hsqldb"},
    {"org.apache.derby.", "derby"},
    {"org.sqlite.", "sqlite"},
    {"oracle.jdbc.", "oracle"},
    {"com.microsoft.sqlserver.", "mssql"},
    {"net.sourceforge.jtds.", "mssql"},
    {"com.ibm.db2.", "db2"},
  };

  private static final int MAX_LEARNED = 100;

  /** Sub-protocols by the first two parts of the driver's package. */
  private final ConcurrentMap<String, String> learned = new ConcurrentHashMap<>();

  private final PerClass<Driver> byClass =
      new PerClass<Driver>() {
        @Override
        protected Driver compute(Class<?> type) {
          return new Driver(type.getName());
        }
      };

  /** Lives in the class it describes, so it refers to nothing of the application. */
  private static final class Driver {
    /** Null for a class of no known driver. */
    final String known;

    final String vendor;

    Driver(String className) {
      this.known = knownSystem(className);
      this.vendor = vendor(className);
    }
  }

  /** {@link #UNKNOWN} if neither the package nor a URL has told yet. */
  String of(Class<?> driverClass) {
    Driver driver = byClass.get(driverClass);
    if (driver.known != null) {
      return driver.known;
    }
    String system = learned.get(driver.vendor);
    return system == null ? UNKNOWN : system;
  }

  void learn(Class<?> connectionClass, String url) {
    Driver driver = byClass.get(connectionClass);
    String subProtocol = subProtocol(url);
    if (driver.known == null && subProtocol != null && learned.size() < MAX_LEARNED) {
      learned.putIfAbsent(driver.vendor, subProtocol);
    }
  }

  private static String knownSystem(String className) {
    for (String[] known : PACKAGES) {
      if (className.startsWith(known[0])) {
        return known[1];
      }
    }
    return null;
  }

  /** {@code com.acme} for {@code com.acme.jdbc.Driver}. */
  private static String vendor(String className) {
    int first = className.indexOf('.');
    int second = className.indexOf('.', first + 1);
    return second < 0 ? className : className.substring(0, second);
  }

  /** {@code foo} for {@code jdbc:foo:…}; null for what is not a JDBC URL. */
  private static String subProtocol(String url) {
    if (!url.startsWith("jdbc:")) {
      return null;
    }
    int end = url.indexOf(':', 5);
    return end < 6 || end > 40 ? null : url.substring(5, end);
  }
}
