package dev.tacho.instrumentation.jdbc;

import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/**
 * Where drivers and pools run statements by themselves: inside of these methods nothing counts.
 *
 * <p>The methods are as close around those statements as can be, so that what an application has a
 * pool call (its own data source, driver, customizer or interceptor) still counts as its own. For
 * the same reason calls to connections and the like are covered for classes of drivers only, which
 * is decided at the call: {@code TachoProbe.driverEnter}.
 *
 * <p>The tables name what the drivers and pools themselves were found to use, by their bytecode, in
 * the versions of the last seven years. A method that a class does not have is no matter.
 */
public final class InternalInstrumentation {
  private static final String PACKAGE = "dev.tacho.instrumentation.jdbc.";
  private static final String ALL = "(";
  private static final String DRIVER = PACKAGE + "DriverAdvice";
  private static final String INTERNAL = PACKAGE + "InternalAdvice";

  /**
   * As in {@code set autocommit}, {@code select 1}, {@code SHOW WARNINGS}, updates of large
   * objects.
   */
  private static final String[] OF_CONNECTIONS = {
    "isValid",
    "getCatalog",
    "setCatalog",
    "getSchema",
    "setSchema",
    "setAutoCommit",
    "isReadOnly",
    "setReadOnly",
    "getTransactionIsolation",
    "setTransactionIsolation",
    "setHoldability",
    "setNetworkTimeout",
    "getClientInfo",
    "setClientInfo",
    "setSavepoint",
    "releaseSavepoint",
    "getWarnings",
    "getMetaData",
    "getTypeMap",
    "prepareCall",
    "createArrayOf",
    "createStruct",
    "close",
    "abort",
    "getLargeObjectAPI",
    "getSettings",
    "getLowercaseTableNames",
    "isAzure"
  };

  /** Besides those that answer a result set. */
  private static final String[] OF_DATABASE_META_DATA = {
    "getUserName",
    "getSQLKeywords",
    "getDatabaseProductVersion",
    "getDatabaseMajorVersion",
    "getDatabaseMinorVersion",
    "getDefaultTransactionIsolation",
    "getFunctions",
    "getMaxNameLength",
    "getMaxIndexKeys",
    "isReadOnly",
    "setCaseSensitiveFlag",
    "setCurrentProperties"
  };

  private InternalInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        "jdbc-internal",
        drivers(),
        dataSources(),
        pooledConnections(),
        connections(),
        statements(),
        resultSets(),
        databaseMetaData(),
        resultSetMetaData(),
        xaResources(),
        hikariPool(),
        hikariConnections(),
        dbcp(),
        tomcatPool(),
        c3p0(),
        c3p0Tests(),
        agroal(),
        druid(),
        druidConnections(),
        jbossChecks());
  }

  private static TypeRule drivers() {
    return TypeRule.directSubtypesOf("java.sql.Driver")
        .andIndirectOnesNamed("Driver")
        .except(JdbcInstrumentation.WRAPPERS)
        .advise("connect", "(Ljava/lang/String;Ljava/util/Properties;)", INTERNAL);
  }

  /** Those of drivers; some open connections without asking {@code Driver}. */
  private static TypeRule dataSources() {
    return TypeRule.directSubtypesOf(
            "javax.sql.DataSource", "javax.sql.ConnectionPoolDataSource", "javax.sql.XADataSource")
        .andIndirectOnesNamed("DataSource")
        .except(JdbcInstrumentation.WRAPPERS)
        .advise("getConnection", ALL, DRIVER)
        .advise("getPooledConnection", ALL, DRIVER)
        .advise("getXAConnection", ALL, DRIVER);
  }

  private static TypeRule pooledConnections() {
    return TypeRule.directSubtypesOf("javax.sql.PooledConnection", "javax.sql.XAConnection")
        .andIndirectOnesNamed("Connection")
        .except(JdbcInstrumentation.WRAPPERS)
        .advise("getConnection", "()", DRIVER)
        .advise("close", "()", DRIVER);
  }

  private static TypeRule connections() {
    return advised(
        TypeRule.directSubtypesOf("java.sql.Connection")
            .andIndirectOnesNamed("Conn")
            .andIndirectOnesIn(JdbcInstrumentation.OBFUSCATED)
            .except(JdbcInstrumentation.WRAPPERS),
        DRIVER,
        OF_CONNECTIONS);
  }

  private static TypeRule statements() {
    return advised(
        TypeRule.directSubtypesOf(
                "java.sql.Statement", "java.sql.PreparedStatement", "java.sql.CallableStatement")
            .andIndirectOnesNamed("Statement")
            .andIndirectOnesIn(JdbcInstrumentation.OBFUSCATED)
            .except(JdbcInstrumentation.WRAPPERS),
        DRIVER,
        "getGeneratedKeys",
        "getMetaData",
        "getParameterMetaData",
        "readMetadataFromDbIfRequired",
        "getWarnings",
        "cancel");
  }

  private static TypeRule resultSets() {
    return advised(
        TypeRule.directSubtypesOf("java.sql.ResultSet")
            .andIndirectOnesNamed("ResultSet", "UpdatableResult")
            .andIndirectOnesIn(JdbcInstrumentation.OBFUSCATED)
            .except(JdbcInstrumentation.WRAPPERS),
        DRIVER,
        "insertRow",
        "updateRow",
        "deleteRow",
        "refreshRow",
        "moveToInsertRow",
        "moveToCurrentRow",
        "isUpdateable",
        "getConcurrency",
        "getWarnings");
  }

  private static TypeRule databaseMetaData() {
    return advised(
        TypeRule.directSubtypesOf("java.sql.DatabaseMetaData")
            .andIndirectOnesNamed("DatabaseMetaData")
            .andIndirectOnesIn(JdbcInstrumentation.OBFUSCATED)
            .except(JdbcInstrumentation.WRAPPERS)
            .adviseReturning("java.sql.ResultSet", DRIVER),
        DRIVER,
        OF_DATABASE_META_DATA);
  }

  private static TypeRule resultSetMetaData() {
    return advised(
        TypeRule.directSubtypesOf("java.sql.ResultSetMetaData")
            .andIndirectOnesNamed("ResultSetMetaData")
            .except(JdbcInstrumentation.WRAPPERS),
        DRIVER,
        "fetchFieldMetaData",
        "isCaseSensitive");
  }

  /** Called by transaction managers. */
  private static TypeRule xaResources() {
    return advised(
        TypeRule.directSubtypesOf("javax.transaction.xa.XAResource")
            .andIndirectOnesNamed("XAConnection", "XAResource")
            .andIndirectOnesIn(JdbcInstrumentation.OBFUSCATED),
        DRIVER,
        "start",
        "end",
        "prepare",
        "commit",
        "rollback",
        "recover",
        "forget");
  }

  private static TypeRule hikariPool() {
    return advised(
            TypeRule.exactly("com.zaxxer.hikari.pool.PoolBase"),
            INTERNAL,
            "setupConnection",
            "isConnectionAlive",
            "isConnectionDead")
        .whereOneIsEnough();
  }

  /** Rolls back what was not committed. */
  private static TypeRule hikariConnections() {
    return TypeRule.directSubtypesOf("java.sql.Connection")
        .only("com.zaxxer.hikari.pool.")
        .advise("close", "()", INTERNAL);
  }

  private static TypeRule dbcp() {
    return advised(
            TypeRule.exactly(
                "org.apache.commons.dbcp2.PoolableConnectionFactory",
                "org.apache.commons.dbcp2.datasources.CPDSConnectionFactory",
                "org.apache.commons.dbcp2.datasources.KeyedCPDSConnectionFactory",
                "org.apache.tomcat.dbcp.dbcp2.PoolableConnectionFactory",
                "org.apache.tomcat.dbcp.dbcp2.datasources.CPDSConnectionFactory",
                "org.apache.tomcat.dbcp.dbcp2.datasources.KeyedCPDSConnectionFactory",
                "org.apache.commons.dbcp.PoolableConnectionFactory",
                "org.apache.commons.dbcp.datasources.CPDSConnectionFactory",
                "org.apache.commons.dbcp.datasources.KeyedCPDSConnectionFactory"),
            INTERNAL,
            "initializeConnection",
            "validateConnection",
            "validateObject",
            "activateObject",
            "passivateObject")
        .whereOneIsEnough();
  }

  private static TypeRule tomcatPool() {
    return advised(
            TypeRule.exactly(
                "org.apache.tomcat.jdbc.pool.PooledConnection",
                "org.apache.tomcat.jdbc.pool.ConnectionPool"),
            INTERNAL,
            "validate",
            "terminateTransaction")
        .whereOneIsEnough();
  }

  private static TypeRule c3p0() {
    return advised(
            TypeRule.exactly(
                "com.mchange.v2.c3p0.impl.C3P0ImplUtils",
                "com.mchange.v2.c3p0.impl.C3P0PooledConnectionPoolManager"),
            INTERNAL,
            "resetTxnState",
            "initializeAutomaticTestTable")
        .whereOneIsEnough();
  }

  private static TypeRule c3p0Tests() {
    return advised(
        TypeRule.directSubtypesOf(
            "com.mchange.v2.c3p0.ConnectionTester",
            "com.mchange.v2.c3p0.QueryConnectionTester",
            "com.mchange.v2.c3p0.FullQueryConnectionTester",
            "com.mchange.v2.c3p0.UnifiedConnectionTester",
            "com.mchange.v2.c3p0.AbstractConnectionTester"),
        INTERNAL,
        "activeCheckConnection",
        "statusOnException");
  }

  private static TypeRule agroal() {
    return advised(
            TypeRule.exactly(
                "io.agroal.pool.ConnectionFactory", "io.agroal.pool.ConnectionHandler"),
            INTERNAL,
            "connectionSetup",
            "isValid")
        .whereOneIsEnough();
  }

  private static TypeRule druid() {
    return advised(
            TypeRule.exactly("com.alibaba.druid.pool.DruidAbstractDataSource"),
            INTERNAL,
            "initSqls",
            "validateConnection",
            "testConnectionInternal")
        .whereOneIsEnough();
  }

  private static TypeRule druidConnections() {
    return TypeRule.directSubtypesOf("java.sql.Connection")
        .andIndirectOnesNamed("DruidPooledConnection")
        .only("com.alibaba.druid.pool.")
        .advise("close", "()", INTERNAL)
        .advise("recycle", "()", INTERNAL);
  }

  private static TypeRule jbossChecks() {
    return TypeRule.directSubtypesOf("org.jboss.jca.adapters.jdbc.ValidConnectionChecker")
        .advise("isValidConnection", "(", INTERNAL);
  }

  private static TypeRule advised(TypeRule rule, String advice, String... methods) {
    for (String method : methods) {
      rule.advise(method, ALL, advice);
    }
    return rule;
  }
}
