package dev.tacho.instrumentation.hikaricp;

import dev.tacho.record.PoolLibrary;
import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/** HikariCP from 2.4 to 7: all ways to a connection lead to one method of the pool. */
public final class HikariInstrumentation {
  static final String NAME = "hikaricp";
  private static final String PACKAGE = "dev.tacho.instrumentation.hikaricp.";

  private HikariInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        NAME,
        TypeRule.exactly("com.zaxxer.hikari.pool.HikariPool")
            .advise("<init>", "(Lcom/zaxxer/hikari/HikariConfig;)", PACKAGE + "CreatedAdvice")
            .advise("getConnection", "(J)", PACKAGE + "BorrowAdvice"));
  }

  public static PoolLibrary library() {
    return new HikariLibrary();
  }
}
