package dev.tacho.instrumentation.lettuce;

import dev.tacho.facade.TachoProbe;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import net.bytebuddy.asm.Advice;

/** {@code set(ByteBuffer)} of outputs of one value for each key: reactive ones do not keep them. */
final class KeyReadAdvice {
  private KeyReadAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.This CommandOutput<?, ?, ?> output, @Advice.Argument(0) ByteBuffer value) {
    TachoProbe.keep(output, TachoProbe.cacheKeyRead(TachoProbe.kept(output), value != null));
  }
}
