package dev.tacho.instrumentation.c3p0;

import dev.tacho.record.PoolLibrary;
import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/** c3p0 from 0.9.5 on: the superclass of all its data sources with a pool. */
public final class C3p0Instrumentation {
  static final String NAME = "c3p0";

  private C3p0Instrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        NAME,
        TypeRule.exactly("com.mchange.v2.c3p0.impl.AbstractPoolBackedDataSource")
            .advise("getConnection", "(", "dev.tacho.instrumentation.c3p0.BorrowAdvice"));
  }

  public static PoolLibrary library() {
    return new C3p0Library();
  }
}
