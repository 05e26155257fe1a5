package dev.tacho.instrumentation.servlet.javax;

import dev.tacho.facade.TachoProbe;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import net.bytebuddy.asm.Advice;

/** The end of what {@link EnterAdvice} began. */
final class ExitAdvice {
  private ExitAdvice() {}

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
    Throwable failure = thrown;
    if (failure == null && ((HttpServletRequest) request).isAsyncStarted()) {
      // Tomcat's valve has caught it, and ends the request without a word to its listeners.
      failure =
          (Throwable) ((HttpServletRequest) request).getAttribute("javax.servlet.error.exception");
    }
    HttpServletResponse http = (HttpServletResponse) response;
    TachoProbe.requestDone(measured, http.getStatus(), http.isCommitted(), failure);
  }
}
