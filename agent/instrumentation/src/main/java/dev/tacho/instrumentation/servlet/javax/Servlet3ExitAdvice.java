package dev.tacho.instrumentation.servlet.javax;

import dev.tacho.facade.TachoProbe;
import dev.tacho.instrumentation.Wrappers;
import javax.servlet.AsyncListener;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import net.bytebuddy.asm.Advice;

/** As {@link ExitAdvice}, for an API that does not tell the servlet's mapping. */
final class Servlet3ExitAdvice {
  private Servlet3ExitAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter long token,
      @Advice.Argument(0) Object request,
      @Advice.Argument(1) Object response,
      @Advice.Thrown Throwable thrown) {
    Object measured = TachoProbe.requestLeave(token);
    if (measured == null) {
      return;
    }
    HttpServletRequest http = (HttpServletRequest) request;
    HttpServletResponse httpResponse = (HttpServletResponse) response;
    if (http.isAsyncStarted()) {
      TachoProbe.requestSuspended(measured, null, null);
      http.setAttribute("tacho.request", measured);
      http.getAsyncContext()
          .addListener(
              (AsyncListener) TachoProbe.wrap(Wrappers.SERVLET_ASYNC_LISTENER, response, measured),
              http,
              httpResponse);
    } else {
      TachoProbe.requestDone(
          measured,
          null,
          null,
          httpResponse.getStatus(),
          httpResponse.isCommitted() ? null : thrown);
    }
  }
}
