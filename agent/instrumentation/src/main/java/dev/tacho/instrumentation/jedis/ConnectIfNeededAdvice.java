package dev.tacho.instrumentation.jedis;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import redis.clients.jedis.Connection;

/** As {@link ConnectAdvice} where each command asks for it. */
final class ConnectIfNeededAdvice {
  private ConnectIfNeededAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter(@Advice.This Connection connection) {
    return connection.isConnected() ? 0 : TachoProbe.cacheInternalEnter();
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter long token, @Advice.Thrown Throwable thrown) {
    TachoProbe.cacheConnectExit(token, thrown);
  }
}
