package dev.tacho.instrumentation.jedis;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** As {@link ConnectAdvice} for the connection alone, without handshake. */
final class ConnectNowAdvice {
  private ConnectNowAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Thrown Throwable thrown) {
    if (thrown != null) {
      TachoProbe.cacheConnectExit(TachoProbe.cacheInternalEnter(), thrown);
    }
  }
}
