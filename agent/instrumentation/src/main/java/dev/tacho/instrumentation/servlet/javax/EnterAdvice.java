package dev.tacho.instrumentation.servlet.javax;

import dev.tacho.facade.TachoProbe;
import javax.servlet.DispatcherType;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import net.bytebuddy.asm.Advice;

/**
 * The start of {@code doFilter(request, response)} of a chain and of {@code service(request,
 * response)}. Opens the request last, after all that may throw.
 */
final class EnterAdvice {
  private EnterAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter(
      @Advice.Argument(0) ServletRequest request, @Advice.Argument(1) ServletResponse response) {
    if (TachoProbe.requestNested()) {
      return -1;
    }
    if (!(request instanceof HttpServletRequest) || !(response instanceof HttpServletResponse)) {
      return 0;
    }
    DispatcherType dispatch = request.getDispatcherType();
    if (dispatch == DispatcherType.ASYNC) {
      return TachoProbe.requestResumed(request.getAttribute("tacho.request"));
    }
    if (dispatch != DispatcherType.REQUEST) {
      return 0; // an error page: its request has been counted
    }
    HttpServletRequest http = (HttpServletRequest) request;
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
      request.setAttribute("tacho.request_id", id);
    }
    return TachoProbe.requestEnter(http.getMethod(), uri, contextPath, id);
  }
}
