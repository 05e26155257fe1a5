package dev.tacho.instrumentation.servlet.javax;

import dev.tacho.facade.TachoProbe;
import javax.servlet.http.HttpServletMapping;
import javax.servlet.http.HttpServletRequest;
import net.bytebuddy.asm.Advice;

/**
 * Follows {@link EnterAdvice} where the API tells the servlet's mapping. At the start, because some
 * containers have another mapping at the end, that of the last dispatch.
 */
final class MappingAdvice {
  private MappingAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(0) Object request) {
    if (TachoProbe.mappingWanted() && request instanceof HttpServletRequest) {
      HttpServletMapping mapping = ((HttpServletRequest) request).getHttpServletMapping();
      TachoProbe.requestMapped(mapping.getPattern(), mapping.getServletName());
    }
  }
}
