package dev.tacho.instrumentation.resteasy.javax;

import dev.tacho.facade.TachoProbe;
import javax.servlet.http.HttpServletRequest;
import net.bytebuddy.asm.Advice;

/** {@code ServletContainerDispatcher.service(method, request, response, handleNotFound)}. */
final class DispatcherAdvice {
  private DispatcherAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.Argument(1) HttpServletRequest request,
      @Advice.FieldValue("servletMappingPrefix") String prefix) {
    if (!TachoProbe.measures()) {
      return;
    }
    TachoProbe.routePrefix(request.getServletContext().getContextPath(), prefix);
  }
}
