package dev.tacho.instrumentation.lettuce;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;

/** A method that ends with a connection, or throws. */
final class ConnectAdvice {
  private ConnectAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Thrown Throwable thrown) {
    if (thrown != null) {
      TachoProbe.cacheConnectFailed();
    }
  }
}
