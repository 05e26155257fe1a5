package dev.tacho.instrumentation.tomcatjdbc;

import dev.tacho.facade.TachoProbe;
import dev.tacho.instrumentation.PoolLibraries;
import net.bytebuddy.asm.Advice;

/** The constructor: a pool is known before it is asked for a connection. */
final class CreatedAdvice {
  private CreatedAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object pool) {
    TachoProbe.poolFound(PoolLibraries.TOMCAT_JDBC, pool);
  }
}
