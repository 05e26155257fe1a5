package dev.tacho.instrumentation.tomcatjdbc;

import dev.tacho.record.PoolLibrary;
import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/**
 * Tomcat JDBC from 7 to 11. What a pool opens for itself when it starts does not come by {@code
 * getConnection}; nor does what {@code getConnectionAsync} answers, which is not timed.
 */
public final class TomcatJdbcInstrumentation {
  static final String NAME = "tomcat-jdbc";
  private static final String PACKAGE = "dev.tacho.instrumentation.tomcatjdbc.";

  private TomcatJdbcInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        NAME,
        TypeRule.exactly("org.apache.tomcat.jdbc.pool.ConnectionPool")
            .advise(
                "<init>",
                "(Lorg/apache/tomcat/jdbc/pool/PoolConfiguration;)",
                PACKAGE + "CreatedAdvice")
            .advise("getConnection", "(", PACKAGE + "BorrowAdvice")
            .advise(
                "borrowConnection",
                "(ILjava/lang/String;Ljava/lang/String;)",
                PACKAGE + "BorrowBehindProxyAdvice")
            .advise("returnConnection", "(", PACKAGE + "ReturnConnectionAdvice"));
  }

  public static PoolLibrary library() {
    return new TomcatJdbcLibrary();
  }
}
