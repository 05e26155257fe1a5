package dev.tacho.instrumentation.jetty.javax;

import dev.tacho.facade.TachoProbe;
import javax.servlet.ServletRequest;
import javax.servlet.http.HttpServletResponse;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.eclipse.jetty.http.MetaData;

/**
 * The start of {@code onCompleted()} of a channel, before it is cleared for the next request. The
 * status is the one that was sent: the response may have been told another one since.
 */
final class CompletedAdvice {
  private CompletedAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.FieldValue(value = "_request", typing = Assigner.Typing.DYNAMIC) Object request,
      @Advice.FieldValue(value = "_committedMetaData", typing = Assigner.Typing.DYNAMIC)
          Object sent,
      @Advice.FieldValue(value = "_response", typing = Assigner.Typing.DYNAMIC) Object response) {
    if (request instanceof ServletRequest && response instanceof HttpServletResponse) {
      TachoProbe.exchangeCompleted(
          ((ServletRequest) request).getAttribute("tacho.request"),
          sent == null
              ? ((HttpServletResponse) response).getStatus()
              : ((MetaData.Response) sent).getStatus());
    }
  }
}
