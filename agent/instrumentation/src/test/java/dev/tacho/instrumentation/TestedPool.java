package dev.tacho.instrumentation;

import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * The pools that are measured, each version woven in a loader of its own, with an H2 database in
 * memory behind each pool. All pools have one connection.
 */
enum TestedPool {
  HIKARI_2(Library.HIKARI, "hikaricp-2"),
  HIKARI_3(Library.HIKARI, "hikaricp-3"),
  HIKARI_4(Library.HIKARI, "hikaricp-4"),
  HIKARI_5(Library.HIKARI, "hikaricp-5"),
  HIKARI_6(Library.HIKARI, null),
  HIKARI_7(Library.HIKARI, "hikaricp-7"),
  TOMCAT_JDBC_8(Library.TOMCAT_JDBC, "tomcat-jdbc-8"),
  TOMCAT_JDBC_9(Library.TOMCAT_JDBC, "tomcat-jdbc-9"),
  TOMCAT_JDBC_10(Library.TOMCAT_JDBC, null),
  TOMCAT_JDBC_11(Library.TOMCAT_JDBC, "tomcat-jdbc-11"),
  DBCP_2_1(Library.DBCP, "dbcp-2.1"),
  DBCP_2_13(Library.DBCP, null),
  TOMCAT_DBCP_10(Library.TOMCAT_DBCP, null),
  C3P0_0_9(Library.C3P0, "c3p0-0.9"),
  C3P0_0_11(Library.C3P0, null);

  private enum Library {
    HIKARI("com.zaxxer.hikari.HikariDataSource", "HikariPool"),
    TOMCAT_JDBC("org.apache.tomcat.jdbc.pool.DataSource", "tomcat-jdbc"),
    DBCP("org.apache.commons.dbcp2.BasicDataSource", "dbcp"),
    TOMCAT_DBCP("org.apache.tomcat.dbcp.dbcp2.BasicDataSource", "dbcp"),
    C3P0("com.mchange.v2.c3p0.ComboPooledDataSource", "c3p0");

    final String dataSource;
    final String unnamed;

    Library(String dataSource, String unnamed) {
      this.dataSource = dataSource;
      this.unnamed = unnamed;
    }
  }

  private static final AtomicInteger databases = new AtomicInteger();

  private static final Map<TestedPool, ClassLoader> loaders = new HashMap<>();

  private final Library library;

  /** The folder with its jars, null for the class path. */
  private final String folder;

  TestedPool(Library library, String folder) {
    this.library = library;
    this.folder = folder;
  }

  private static ClassLoader loaderOf(File folder) {
    List<URL> jars = new ArrayList<>();
    for (File jar : folder.listFiles()) {
      jars.add(url(jar));
    }
    Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(path -> path.matches(".*[/\\\\](h2|slf4j-api|slf4j-nop)-[^/\\\\]*\\.jar"))
        .forEach(path -> jars.add(url(new File(path))));
    return new URLClassLoader(jars.toArray(new URL[0]), WovenLibrary.jdkAndFacade());
  }

  private static URL url(File file) {
    try {
      return file.toURI().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  ClassLoader loader() {
    return loaders.computeIfAbsent(this, TestedPool::newLoader);
  }

  /** One that nobody else uses. */
  ClassLoader newLoader() {
    return folder == null
        ? WovenLibrary.loaderOfAllJars()
        : loaderOf(new File("target/pools", folder));
  }

  /** What pools without a name are called, a number behind it. */
  String unnamed() {
    return library.unnamed;
  }

  /** The shortest that HikariCP accepts; c3p0 has to open its first connection within it. */
  int shortTimeoutMillis() {
    return library == Library.C3P0 ? 5_000 : 250;
  }

  /**
   * A pool that has not started.
   *
   * @param name null for none
   */
  DataSource create(String name, int timeoutMillis) throws ReflectiveOperationException {
    return create(loader(), name, timeoutMillis);
  }

  /** As above, with the library of a loader. */
  DataSource create(ClassLoader loader, String name, int timeoutMillis)
      throws ReflectiveOperationException {
    Object pool = loader.loadClass(library.dataSource).getConstructor().newInstance();
    String url = "jdbc:h2:mem:pool" + databases.incrementAndGet() + ";USER=sa";
    switch (library) {
      case HIKARI -> {
        set(pool, "driverClassName", "org.h2.Driver");
        set(pool, "jdbcUrl", url);
        set(pool, "maximumPoolSize", 1);
        set(pool, "connectionTimeout", (long) timeoutMillis);
        setUnlessNull(pool, "poolName", name);
      }
      case TOMCAT_JDBC -> {
        set(pool, "driverClassName", "org.h2.Driver");
        set(pool, "url", url);
        set(pool, "initialSize", 1);
        set(pool, "minIdle", 1);
        set(pool, "maxIdle", 1);
        set(pool, "maxActive", 1);
        set(pool, "maxWait", timeoutMillis);
        setUnlessNull(pool, "name", name);
      }
      case DBCP, TOMCAT_DBCP -> {
        set(pool, "driverClassName", "org.h2.Driver");
        set(pool, "url", url);
        set(pool, "maxTotal", 1);
        set(pool, "maxWaitMillis", (long) timeoutMillis);
        setUnlessNull(
            pool, "jmxName", name == null ? null : "com.acme:type=DataSource,name=" + name);
      }
      case C3P0 -> {
        set(pool, "driverClass", "org.h2.Driver");
        set(pool, "jdbcUrl", url);
        set(pool, "initialPoolSize", 1);
        set(pool, "minPoolSize", 1);
        set(pool, "maxPoolSize", 1);
        set(pool, "checkoutTimeout", timeoutMillis);
        set(pool, "forceSynchronousCheckins", true);
        setUnlessNull(pool, "dataSourceName", name);
      }
    }
    return (DataSource) pool;
  }

  void close(DataSource pool) throws ReflectiveOperationException {
    pool.getClass().getMethod("close").invoke(pool);
  }

  private static void setUnlessNull(Object bean, String property, Object value)
      throws ReflectiveOperationException {
    if (value != null) {
      set(bean, property, value);
    }
  }

  private static void set(Object bean, String property, Object value)
      throws ReflectiveOperationException {
    String setter = "set" + Character.toUpperCase(property.charAt(0)) + property.substring(1);
    Method method =
        Arrays.stream(bean.getClass().getMethods())
            .filter(m -> m.getName().equals(setter) && m.getParameterCount() == 1)
            .findFirst()
            .orElseThrow(() -> new NoSuchMethodException(setter));
    method.invoke(bean, value);
  }
}
