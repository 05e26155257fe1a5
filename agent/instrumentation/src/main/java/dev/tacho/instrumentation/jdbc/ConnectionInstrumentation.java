package dev.tacho.instrumentation.jdbc;

import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/**
 * Where database connections are taken and given back, all data sources and drivers, so that it is
 * known whether a thread holds one. The calls nest, a data source's around a driver's; the recorder
 * sorts that out. {@code DriverManager} ends at a driver as well. Pools that have metrics have
 * packages of their own.
 */
public final class ConnectionInstrumentation {
  private static final String PACKAGE = "dev.tacho.instrumentation.jdbc.";
  private static final String NO_ARGUMENTS = "()";

  private ConnectionInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of("jdbc-connections", dataSources(), drivers(), connections());
  }

  private static TypeRule dataSources() {
    String advice = PACKAGE + "TakeConnectionAdvice";
    return TypeRule.directSubtypesOf("javax.sql.DataSource")
        .andIndirectOnesNamed("DataSource")
        .advise("getConnection", NO_ARGUMENTS, advice)
        .advise("getConnection", "(Ljava/lang/String;Ljava/lang/String;)", advice);
  }

  private static TypeRule drivers() {
    return TypeRule.directSubtypesOf("java.sql.Driver")
        .andIndirectOnesNamed("Driver")
        .advise(
            "connect",
            "(Ljava/lang/String;Ljava/util/Properties;)",
            PACKAGE + "OpenConnectionAdvice");
  }

  private static TypeRule connections() {
    String advice = PACKAGE + "CloseConnectionAdvice";
    return TypeRule.directSubtypesOf("java.sql.Connection")
        .andIndirectOnesNamed("Conn")
        .andIndirectOnesIn(JdbcInstrumentation.OBFUSCATED)
        .advise("close", NO_ARGUMENTS, advice)
        .advise("abort", "(Ljava/util/concurrent/Executor;)", advice);
  }
}
