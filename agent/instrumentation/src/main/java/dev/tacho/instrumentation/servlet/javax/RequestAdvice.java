package dev.tacho.instrumentation.servlet.javax;

import dev.tacho.facade.TachoProbe;
import javax.servlet.DispatcherType;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletMapping;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import net.bytebuddy.asm.Advice;

/** {@code doFilter(request, response)} of a chain, {@code service(request, response)}. */
final class RequestAdvice {
  private RequestAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter(@Advice.Argument(0) ServletRequest request) {
    // Forwards, includes, error pages and asynchronous continuations belong to a request that has
    // been seen already.
    if (!(request instanceof HttpServletRequest)
        || request.getDispatcherType() != DispatcherType.REQUEST) {
      return 0;
    }
    HttpServletRequest http = (HttpServletRequest) request;
    return TachoProbe.requestEnter(http.getMethod(), http.getRequestURI());
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter long startNanos,
      @Advice.Argument(0) ServletRequest request,
      @Advice.Argument(1) ServletResponse response,
      @Advice.Thrown Throwable thrown) {
    long elapsedNanos = TachoProbe.requestLeave(startNanos);
    if (elapsedNanos > 0) {
      HttpServletRequest http = (HttpServletRequest) request;
      HttpServletMapping mapping = http.getHttpServletMapping();
      TachoProbe.requestDone(
          elapsedNanos,
          http.getContextPath(),
          mapping.getPattern(),
          mapping.getServletName(),
          ((HttpServletResponse) response).getStatus(),
          thrown);
    }
  }
}
