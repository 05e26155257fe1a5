package dev.tacho.instrumentation.resteasy;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import org.jboss.resteasy.spi.metadata.ResourceLocator;

/** {@code ResourceLocatorInvoker.invokeOnTargetObject(…)}, which goes on in what was located. */
final class LocatorAdvice {
  private LocatorAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.FieldValue("method") ResourceLocator locator) {
    TachoProbe.routePrefix(null, locator.getFullpath());
  }
}
