package dev.tacho.instrumentation.servlet.javax;

import dev.tacho.facade.TachoProbe;
import dev.tacho.instrumentation.Wrappers;
import javax.servlet.AsyncListener;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletResponse;
import net.bytebuddy.asm.Advice;

/** As {@link ExitAdvice}, for an API that does not tell the servlet's mapping. */
final class Servlet3ExitAdvice {
  private Servlet3ExitAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter long token,
      @Advice.Argument(0) ServletRequest request,
      @Advice.Argument(1) ServletResponse response,
      @Advice.Thrown Throwable thrown) {
    Object measured = TachoProbe.requestLeave(token);
    if (measured == null) {
      return;
    }
    if (request.isAsyncStarted()) {
      TachoProbe.requestSuspended(measured, null, null);
      request.setAttribute("tacho.request", measured);
      request
          .getAsyncContext()
          .addListener(
              (AsyncListener) TachoProbe.wrap(Wrappers.SERVLET_ASYNC_LISTENER, response, measured),
              request,
              response);
    } else {
      TachoProbe.requestDone(
          measured,
          null,
          null,
          ((HttpServletResponse) response).getStatus(),
          response.isCommitted() ? null : thrown);
    }
  }
}
