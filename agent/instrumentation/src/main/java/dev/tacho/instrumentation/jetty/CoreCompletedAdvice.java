package dev.tacho.instrumentation.jetty;

import dev.tacho.facade.TachoProbe;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** {@code onCompleted()} of a channel that stands on Jetty 12's core, before it is cleared. */
final class CoreCompletedAdvice {
  private CoreCompletedAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.FieldValue(value = "_request", typing = Assigner.Typing.DYNAMIC) Object request,
      @Advice.FieldValue(value = "_response", typing = Assigner.Typing.DYNAMIC) Object response) {
    if (request != null && response != null) {
      TachoProbe.exchangeCompleted(
          ((Request) request).getAttribute("tacho.request"), ((Response) response).getStatus());
    }
  }
}
