package dev.tacho.instrumentation.servlet.javax;

import dev.tacho.facade.TachoProbe;
import javax.servlet.DispatcherType;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import net.bytebuddy.asm.Advice;

/**
 * The start of a method that takes a request and a response: {@code doFilter} of a chain, {@code
 * service} of a servlet, {@code invoke} of Tomcat's outermost valve. Opens the request last, after
 * all that may throw.
 */
final class EnterAdvice {
  private EnterAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter(@Advice.Argument(0) Object request, @Advice.Argument(1) Object response) {
    if (!TachoProbe.measures()) {
      return 0;
    }
    if (TachoProbe.requestNested()) {
      return -1;
    }
    if (!(request instanceof HttpServletRequest) || !(response instanceof HttpServletResponse)) {
      return 0;
    }
    HttpServletRequest http = (HttpServletRequest) request;
    DispatcherType dispatch = http.getDispatcherType();
    if (dispatch != DispatcherType.REQUEST && dispatch != DispatcherType.ASYNC) {
      return 0; // an error page: its request has been counted
    }
    // Not by the type alone: in Tomcat's valve it is REQUEST at an asynchronous dispatch, too.
    Object suspended = http.getAttribute("tacho.request");
    if (suspended != null || dispatch == DispatcherType.ASYNC) {
      return TachoProbe.requestResumed(suspended);
    }
    String uri = http.getRequestURI();
    String contextPath = http.getContextPath();
    if (TachoProbe.requestExcluded(uri, contextPath)) {
      return TachoProbe.requestIgnored();
    }
    String idHeader = TachoProbe.requestIdHeader();
    String id = null;
    if (idHeader != null) {
      id = TachoProbe.requestId(http.getHeader(idHeader));
      ((HttpServletResponse) response).setHeader(idHeader, id);
      http.setAttribute("tacho.request_id", id);
    }
    return TachoProbe.requestEnter(http.getMethod(), uri, contextPath, id);
  }
}
