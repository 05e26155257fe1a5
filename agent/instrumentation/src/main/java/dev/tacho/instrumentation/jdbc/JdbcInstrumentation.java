package dev.tacho.instrumentation.jdbc;

import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/**
 * JDBC, all drivers: the execute methods of statements, and the methods that tell a statement's
 * SQL. Pools and proxies are left out, because what they pass on arrives at a driver anyway; where
 * one is woven all the same, the nesting makes it count once.
 */
public final class JdbcInstrumentation {
  private static final String PACKAGE = "dev.tacho.instrumentation.jdbc.";
  private static final String NO_ARGUMENTS = "()";
  private static final String SQL_FIRST = "(Ljava/lang/String;";

  /**
   * Pools, proxies and application servers, whose connections and statements pass everything on.
   * {@code java.lang.reflect.Proxy} classes are never woven either, nor what they stand for: it is
   * the driver behind them that knows its system and the SQL as it is run.
   */
  static final String[] WRAPPERS = {
    "com.zaxxer.hikari.",
    "org.apache.commons.dbcp",
    "org.apache.tomcat.dbcp.",
    "org.apache.tomcat.jdbc.",
    "com.mchange.",
    "org.jboss.jca.",
    "oracle.ucp.",
    "io.agroal.",
    "com.p6spy.",
    "org.apache.shardingsphere.",
    "com.alibaba.druid.",
    "net.ttddyy.dsproxy.",
    "org.springframework.jdbc.",
    "com.vladmihalcea.flexypool.",
    "org.vibur.dbcp.",
    "com.jolbox.bonecp.",
    "com.atomikos.",
    "bitronix.tm.",
    "com.ibm.ws.rsadapter.",
    "com.sun.gjc.",
    "weblogic.jdbc.wrapper.",
  };

  /** Drivers whose classes are not called what they are. */
  static final String OBFUSCATED = "com.ibm.db2.jcc.";

  private JdbcInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        "jdbc", statements(), sqliteStatements(), connections(), drivers());
  }

  private static TypeRule statements() {
    return advised(
        TypeRule.directSubtypesOf(
                "java.sql.Statement", "java.sql.PreparedStatement", "java.sql.CallableStatement")
            .andIndirectOnesNamed("Statement")
            .andIndirectOnesIn(OBFUSCATED)
            .except(WRAPPERS)
            .withSlotFor("java.sql.PreparedStatement", "java.sql.CallableStatement"));
  }

  /** It is not until their subclasses that its methods implement those of {@code Statement}. */
  private static TypeRule sqliteStatements() {
    return advised(TypeRule.exactly("org.sqlite.jdbc3.JDBC3Statement").whereOneIsEnough());
  }

  private static TypeRule advised(TypeRule statements) {
    String prepared = PACKAGE + "ExecutePreparedAdvice";
    String direct = PACKAGE + "ExecuteSqlAdvice";
    String preparedUpdate = PACKAGE + "UpdatePreparedAdvice";
    String directUpdate = PACKAGE + "UpdateSqlAdvice";
    String batch = PACKAGE + "ExecuteBatchAdvice";
    return statements
        .advise("execute", NO_ARGUMENTS, prepared)
        .advise("executeQuery", NO_ARGUMENTS, prepared)
        .advise("executeUpdate", NO_ARGUMENTS, preparedUpdate)
        .advise("executeLargeUpdate", NO_ARGUMENTS, preparedUpdate)
        .advise("execute", SQL_FIRST, direct)
        .advise("executeQuery", SQL_FIRST, direct)
        .advise("executeUpdate", SQL_FIRST, directUpdate)
        .advise("executeLargeUpdate", SQL_FIRST, directUpdate)
        .advise("executeBatch", NO_ARGUMENTS, batch)
        .advise("executeLargeBatch", NO_ARGUMENTS, batch)
        .advise("addBatch", SQL_FIRST, PACKAGE + "AddBatchAdvice")
        .advise("clearBatch", NO_ARGUMENTS, PACKAGE + "ClearBatchAdvice");
  }

  private static TypeRule connections() {
    return TypeRule.directSubtypesOf("java.sql.Connection")
        .andIndirectOnesNamed("Conn")
        .andIndirectOnesIn(OBFUSCATED)
        .except(WRAPPERS)
        .advise("prepareStatement", SQL_FIRST, PACKAGE + "PrepareAdvice")
        .advise("prepareCall", SQL_FIRST, PACKAGE + "PrepareAdvice")
        .advise("commit", NO_ARGUMENTS, PACKAGE + "TransactionAdvice")
        .advise("rollback", "(", PACKAGE + "TransactionAdvice");
  }

  private static TypeRule drivers() {
    return TypeRule.directSubtypesOf("java.sql.Driver")
        .andIndirectOnesNamed("Driver")
        .except(WRAPPERS)
        .advise("connect", "(Ljava/lang/String;Ljava/util/Properties;)", PACKAGE + "ConnectAdvice");
  }
}
