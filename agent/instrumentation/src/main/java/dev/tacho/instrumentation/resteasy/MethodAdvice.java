package dev.tacho.instrumentation.resteasy;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import org.jboss.resteasy.spi.metadata.ResourceMethod;

/** {@code ResourceMethodInvoker.invoke(…)}, of a method of a resource or of a located one. */
final class MethodAdvice {
  private MethodAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.FieldValue("method") ResourceMethod method) {
    TachoProbe.routeMatched(null, null, method.getFullpath());
  }
}
