package dev.tacho.instrumentation.jdbc;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Pools and proxies, each with one connection and told to run as much by itself as it can: initial
 * SQL, tests whenever a connection is taken, given back or idle, roll-back on return.
 */
enum TestPool {
  /** Spring's, which opens a connection each time. */
  NONE {
    @Override
    DataSource create(ClassLoader loader, TestDatabase database, String url, boolean byQuery)
        throws Exception {
      Object dataSource =
          Beans.create(loader, "org.springframework.jdbc.datasource.DriverManagerDataSource");
      Beans.set(dataSource, "driverClassName", database.driver);
      Beans.set(dataSource, "url", url);
      Beans.set(dataSource, "username", database.user());
      return (DataSource) dataSource;
    }
  },
  HIKARI {
    @Override
    DataSource create(ClassLoader loader, TestDatabase database, String url, boolean byQuery)
        throws Exception {
      System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "0"); // test each time
      Object pool = Beans.create(loader, "com.zaxxer.hikari.HikariDataSource");
      Beans.set(pool, "driverClassName", database.driver);
      Beans.set(pool, "jdbcUrl", url);
      Beans.set(pool, "username", database.user());
      Beans.set(pool, "maximumPoolSize", 1);
      Beans.set(pool, "isolateInternalQueries", true);
      Beans.set(pool, "connectionInitSql", database.testQuery());
      if (byQuery) {
        Beans.set(pool, "connectionTestQuery", database.testQuery());
      }
      return (DataSource) pool;
    }
  },
  TOMCAT_JDBC {
    @Override
    DataSource create(ClassLoader loader, TestDatabase database, String url, boolean byQuery)
        throws Exception {
      Object pool = Beans.create(loader, "org.apache.tomcat.jdbc.pool.DataSource");
      Beans.set(pool, "driverClassName", database.driver);
      Beans.set(pool, "url", url);
      Beans.set(pool, "username", database.user());
      Beans.set(pool, "initialSize", 1);
      Beans.set(pool, "minIdle", 1);
      Beans.set(pool, "maxIdle", 1);
      Beans.set(pool, "maxActive", 1);
      Beans.set(pool, "initSQL", database.testQuery());
      Beans.set(pool, "testOnConnect", true);
      Beans.set(pool, "testOnBorrow", true);
      Beans.set(pool, "testOnReturn", true);
      Beans.set(pool, "testWhileIdle", true);
      Beans.set(pool, "validationInterval", 0L);
      Beans.set(pool, "rollbackOnReturn", true);
      Beans.set(pool, "jdbcInterceptors", "ConnectionState;StatementFinalizer");
      if (byQuery) {
        Beans.set(pool, "validationQuery", database.testQuery());
      }
      return (DataSource) pool;
    }

    @Override
    void testIdle(DataSource pool) throws Exception {
      Beans.call(Beans.call(pool, "getPool"), "testAllIdle");
    }
  },
  DBCP2 {
    @Override
    DataSource create(ClassLoader loader, TestDatabase database, String url, boolean byQuery)
        throws Exception {
      return dbcp(
          Beans.create(loader, "org.apache.commons.dbcp2.BasicDataSource"), database, url, byQuery);
    }

    @Override
    void testIdle(DataSource pool) throws Exception {
      testIdleIfDbcpCan(pool);
    }
  },
  TOMCAT_DBCP {
    @Override
    DataSource create(ClassLoader loader, TestDatabase database, String url, boolean byQuery)
        throws Exception {
      return dbcp(
          Beans.create(loader, "org.apache.tomcat.dbcp.dbcp2.BasicDataSource"),
          database,
          url,
          byQuery);
    }

    @Override
    void testIdle(DataSource pool) throws Exception {
      testIdleIfDbcpCan(pool);
    }
  },
  DBCP2_SHARED {
    @Override
    DataSource create(ClassLoader loader, TestDatabase database, String url, boolean byQuery)
        throws Exception {
      Object driver =
          Beans.create(loader, "org.apache.commons.dbcp2.cpdsadapter.DriverAdapterCPDS");
      Beans.set(driver, "driver", database.driver);
      Beans.set(driver, "url", url);
      Beans.set(driver, "user", database.user());
      Object pool =
          Beans.create(loader, "org.apache.commons.dbcp2.datasources.SharedPoolDataSource");
      Beans.set(pool, "connectionPoolDataSource", driver);
      Beans.set(pool, "maxTotal", 1);
      Beans.set(pool, "defaultTestOnBorrow", true);
      Beans.set(pool, "defaultTestOnReturn", true);
      if (byQuery) {
        Beans.set(pool, "validationQuery", database.testQuery());
        Beans.set(pool, "rollbackAfterValidation", !database.system.equals("sqlite"));
      }
      return (DataSource) pool;
    }
  },
  C3P0 {
    @Override
    DataSource create(ClassLoader loader, TestDatabase database, String url, boolean byQuery)
        throws Exception {
      Object pool = Beans.create(loader, "com.mchange.v2.c3p0.ComboPooledDataSource");
      Beans.set(pool, "driverClass", database.driver);
      Beans.set(pool, "jdbcUrl", url);
      Beans.set(pool, "user", database.user());
      Beans.set(pool, "password", "");
      Beans.set(pool, "initialPoolSize", 1);
      Beans.set(pool, "minPoolSize", 1);
      Beans.set(pool, "maxPoolSize", 1);
      Beans.set(pool, "testConnectionOnCheckout", true);
      Beans.set(pool, "testConnectionOnCheckin", true);
      Beans.set(pool, "forceSynchronousCheckins", true);
      if (byQuery) {
        Beans.set(pool, "automaticTestTable", "c3p0_test");
      }
      return (DataSource) pool;
    }
  },
  AGROAL {
    @Override
    @SuppressWarnings("unchecked")
    DataSource create(ClassLoader loader, TestDatabase database, String url, boolean byQuery)
        throws Exception {
      Properties properties = new Properties();
      properties.setProperty("jdbcUrl", url);
      properties.setProperty("providerClassName", database.driver);
      properties.setProperty("principal", database.user());
      properties.setProperty("maxSize", "1");
      properties.setProperty("initialSize", "1");
      properties.setProperty("acquisitionTimeout_s", "10");
      properties.setProperty("validateOnBorrow", "true");
      properties.setProperty("connectionValidator", "default");
      properties.setProperty("initialSql", database.testQuery());
      Object reader =
          Beans.create(loader, "io.agroal.api.configuration.supplier.AgroalPropertiesReader");
      reader.getClass().getMethod("readProperties", Properties.class).invoke(reader, properties);
      Class<?> listener = loader.loadClass("io.agroal.api.AgroalDataSourceListener");
      Object none = Array.newInstance(listener, 0);
      return (DataSource)
          loader
              .loadClass("io.agroal.api.AgroalDataSource")
              .getMethod("from", Supplier.class, none.getClass())
              .invoke(null, (Supplier<Object>) reader, none);
    }
  },
  P6SPY {
    @Override
    DataSource create(ClassLoader loader, TestDatabase database, String url, boolean byQuery)
        throws Exception {
      // Without its modules that write a file and a log.
      System.setProperty("p6spy.config.modulelist", "com.p6spy.engine.spy.P6SpyFactory");
      return over("com.p6spy.engine.spy.P6DataSource", loader, database, url, byQuery);
    }
  },
  DATASOURCE_PROXY {
    @Override
    DataSource create(ClassLoader loader, TestDatabase database, String url, boolean byQuery)
        throws Exception {
      return over("net.ttddyy.dsproxy.support.ProxyDataSource", loader, database, url, byQuery);
    }
  },
  SPRING_SINGLE_CONNECTION {
    @Override
    DataSource create(ClassLoader loader, TestDatabase database, String url, boolean byQuery)
        throws Exception {
      Object dataSource =
          Beans.create(loader, "org.springframework.jdbc.datasource.SingleConnectionDataSource");
      Beans.set(dataSource, "driverClassName", database.driver);
      Beans.set(dataSource, "url", url);
      Beans.set(dataSource, "username", database.user());
      Beans.set(dataSource, "suppressClose", true);
      return (DataSource) dataSource;
    }
  },
  SPRING_LAZY {
    @Override
    DataSource create(ClassLoader loader, TestDatabase database, String url, boolean byQuery)
        throws Exception {
      return over(
          "org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy",
          loader,
          database,
          url,
          byQuery);
    }
  },
  SPRING_TRANSACTION_AWARE {
    @Override
    DataSource create(ClassLoader loader, TestDatabase database, String url, boolean byQuery)
        throws Exception {
      return over(
          "org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy",
          loader,
          database,
          url,
          byQuery);
    }
  };

  /** Pools that test connections by themselves. */
  static final List<TestPool> TESTING =
      List.of(HIKARI, TOMCAT_JDBC, DBCP2, TOMCAT_DBCP, DBCP2_SHARED, C3P0, AGROAL);

  /** Folders with old versions. */
  static final Map<String, TestPool> OLD =
      Map.ofEntries(
          Map.entry("pools/hikaricp-2", HIKARI),
          Map.entry("pools/hikaricp-3", HIKARI),
          Map.entry("pools/hikaricp-4", HIKARI),
          Map.entry("pools/hikaricp-5", HIKARI),
          Map.entry("pools/hikaricp-7", HIKARI),
          Map.entry("pools/tomcat-jdbc-8", TOMCAT_JDBC),
          Map.entry("pools/tomcat-jdbc-9", TOMCAT_JDBC),
          Map.entry("pools/tomcat-jdbc-11", TOMCAT_JDBC),
          Map.entry("pools/dbcp-2.1", DBCP2),
          Map.entry("pools/c3p0-0.9", C3P0),
          Map.entry("libraries/agroal-1", AGROAL));

  /**
   * Makes a data source.
   *
   * @param byQuery whether connections are tested by a query of the database instead of {@code
   *     isValid}
   */
  abstract DataSource create(ClassLoader loader, TestDatabase database, String url, boolean byQuery)
      throws Exception;

  /** P6Spy refuses by itself what came with Java 8. */
  boolean passesOn(TestDatabase.Feature feature) {
    return this != P6SPY || feature != TestDatabase.Feature.LARGE_COUNTS;
  }

  /** Tests connections that nobody uses, as the pool's own thread does now and then. */
  void testIdle(DataSource pool) throws Exception {}

  static void close(DataSource pool) throws Exception {
    if (pool instanceof AutoCloseable closeable) {
      closeable.close();
    } else if (pool.getClass().getName().startsWith("org.apache.tomcat.jdbc")) {
      Beans.call(pool, "close");
    } else if (pool.getClass().getName().startsWith("com.mchange")) {
      Beans.call(pool, "close");
    }
  }

  /** Over a pool, as is usual. */
  private static DataSource over(
      String type, ClassLoader loader, TestDatabase database, String url, boolean byQuery)
      throws Exception {
    return (DataSource)
        loader
            .loadClass(type)
            .getConstructor(DataSource.class)
            .newInstance(HIKARI.create(loader, database, url, byQuery));
  }

  /** Version 2.1 keeps that for itself. */
  private static void testIdleIfDbcpCan(DataSource pool) throws Exception {
    if (Arrays.stream(pool.getClass().getMethods()).anyMatch(m -> m.getName().equals("evict"))) {
      Beans.call(pool, "evict");
    }
  }

  private static DataSource dbcp(Object pool, TestDatabase database, String url, boolean byQuery)
      throws Exception {
    Beans.set(pool, "driverClassName", database.driver);
    Beans.set(pool, "url", url);
    Beans.set(pool, "username", database.user());
    Beans.set(pool, "maxTotal", 1);
    Beans.set(pool, "initialSize", 1);
    Beans.set(pool, "connectionInitSqls", List.of(database.testQuery()));
    Beans.set(pool, "testOnCreate", true);
    Beans.set(pool, "testOnBorrow", true);
    Beans.set(pool, "testOnReturn", true);
    Beans.set(pool, "testWhileIdle", true);
    Beans.set(pool, "rollbackOnReturn", true);
    Beans.set(pool, "poolPreparedStatements", true);
    if (byQuery) {
      Beans.set(pool, "validationQuery", database.testQuery());
    }
    return (DataSource) pool;
  }
}
