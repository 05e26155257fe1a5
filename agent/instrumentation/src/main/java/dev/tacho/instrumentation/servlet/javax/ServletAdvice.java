package dev.tacho.instrumentation.servlet.javax;

import dev.tacho.facade.TachoProbe;
import javax.servlet.DispatcherType;
import javax.servlet.Servlet;
import javax.servlet.ServletConfig;
import javax.servlet.ServletRegistration;
import javax.servlet.http.HttpServletRequest;
import net.bytebuddy.asm.Advice;

/**
 * {@code service(request, response)}: tells that the filters have let the request through. Where
 * the container does not tell mappings, the servlet is asked under which patterns it was
 * registered.
 */
final class ServletAdvice {
  private ServletAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object servlet, @Advice.Argument(0) Object request) {
    if (!TachoProbe.servletReached()
        || !(request instanceof HttpServletRequest)
        || ((HttpServletRequest) request).getDispatcherType() != DispatcherType.REQUEST) {
      return;
    }
    ServletConfig config = ((Servlet) servlet).getServletConfig();
    if (config == null) {
      return;
    }
    String name = config.getServletName();
    ServletRegistration registration = config.getServletContext().getServletRegistration(name);
    if (registration != null) {
      HttpServletRequest http = (HttpServletRequest) request;
      TachoProbe.servletRegistered(
          name, registration.getMappings(), http.getServletPath(), http.getPathInfo());
    }
  }
}
