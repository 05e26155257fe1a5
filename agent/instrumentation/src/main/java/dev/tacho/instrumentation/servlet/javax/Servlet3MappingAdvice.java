package dev.tacho.instrumentation.servlet.javax;

import dev.tacho.facade.TachoProbe;
import javax.servlet.DispatcherType;
import javax.servlet.Servlet;
import javax.servlet.ServletConfig;
import javax.servlet.ServletRegistration;
import javax.servlet.ServletRequest;
import javax.servlet.http.HttpServletRequest;
import net.bytebuddy.asm.Advice;

/**
 * {@code service(request, response)} where the API does not tell the servlet's mapping: the first
 * servlet of a request is asked under which patterns it was registered.
 */
final class Servlet3MappingAdvice {
  private Servlet3MappingAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Servlet servlet, @Advice.Argument(0) ServletRequest request) {
    if (!TachoProbe.servletWanted()
        || !(request instanceof HttpServletRequest)
        || request.getDispatcherType() != DispatcherType.REQUEST) {
      return;
    }
    ServletConfig config = servlet.getServletConfig();
    if (config == null) {
      return;
    }
    String name = config.getServletName();
    ServletRegistration registration = config.getServletContext().getServletRegistration(name);
    if (registration != null) {
      HttpServletRequest http = (HttpServletRequest) request;
      TachoProbe.servletEntered(
          name, registration.getMappings(), http.getServletPath(), http.getPathInfo());
    }
  }
}
