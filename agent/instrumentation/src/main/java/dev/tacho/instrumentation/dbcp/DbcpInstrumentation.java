package dev.tacho.instrumentation.dbcp;

import dev.tacho.record.PoolLibrary;
import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/** Commons DBCP 2, also as Tomcat brings it along. */
public final class DbcpInstrumentation {
  static final String NAME = "dbcp";
  private static final String PACKAGE = "dev.tacho.instrumentation.dbcp.";

  private DbcpInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        NAME,
        TypeRule.exactly(
                "org.apache.commons.dbcp2.BasicDataSource",
                "org.apache.tomcat.dbcp.dbcp2.BasicDataSource")
            .advise("getConnection", "()", PACKAGE + "BorrowAdvice"));
  }

  public static PoolLibrary library() {
    return new DbcpLibrary();
  }
}
