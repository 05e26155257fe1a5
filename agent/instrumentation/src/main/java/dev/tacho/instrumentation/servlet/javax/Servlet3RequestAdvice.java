package dev.tacho.instrumentation.servlet.javax;

import dev.tacho.facade.TachoProbe;
import javax.servlet.DispatcherType;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import net.bytebuddy.asm.Advice;

/** As {@link RequestAdvice}, for an API that does not tell the servlet's mapping. */
final class Servlet3RequestAdvice {
  private Servlet3RequestAdvice() {}

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
      TachoProbe.requestDone(
          elapsedNanos,
          http.getContextPath(),
          null,
          null,
          ((HttpServletResponse) response).getStatus(),
          thrown);
    }
  }
}
