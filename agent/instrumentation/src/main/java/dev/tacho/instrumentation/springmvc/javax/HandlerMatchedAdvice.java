package dev.tacho.instrumentation.springmvc.javax;

import dev.tacho.facade.TachoProbe;
import javax.servlet.DispatcherType;
import javax.servlet.http.HttpServletRequest;
import net.bytebuddy.asm.Advice;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.resource.DefaultServletHttpRequestHandler;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * {@code HandlerExecutionChain.applyPreHandle(request, response)}, at whose end the request tells
 * the pattern, whether or not an interceptor lets it pass.
 */
final class HandlerMatchedAdvice {
  private HandlerMatchedAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.This HandlerExecutionChain chain, @Advice.Argument(0) HttpServletRequest request) {
    if (!TachoProbe.measures()) {
      return;
    }
    // Error pages and included parts are not what the client asked for. Where an application is a
    // guest in a container, Spring Boot forwards to the error page: the attribute tells it.
    if (request.getDispatcherType() == DispatcherType.INCLUDE
        || request.getAttribute("javax.servlet.error.status_code") != null) {
      return;
    }
    Object handler = chain.getHandler();
    if (handler instanceof ResourceHttpRequestHandler
        || handler instanceof DefaultServletHttpRequestHandler) {
      TachoProbe.staticFileMatched();
      return;
    }
    Object pattern =
        request.getAttribute("org.springframework.web.servlet.HandlerMapping.bestMatchingPattern");
    if (pattern instanceof String) {
      // Only where the servlet is mapped by prefix is the pattern below its path, and there path
      // info is null only for the prefix itself, which has no more than a slash as its pattern.
      String template = (String) pattern;
      boolean belowPrefix = request.getPathInfo() != null || template.length() < 2;
      TachoProbe.routeMatched(
          request.getServletContext().getContextPath(),
          belowPrefix ? request.getServletPath() : "",
          template);
    }
  }
}
