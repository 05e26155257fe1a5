package dev.tacho.instrumentation.servlet.javax;

import dev.tacho.facade.TachoProbe;
import dev.tacho.instrumentation.Wrappers;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncListener;
import javax.servlet.ServletRequest;
import net.bytebuddy.asm.Advice;

/**
 * {@code startAsync} of a request. The listener has to be there from the start: another thread may
 * complete the request before this one is back at its outermost entry.
 */
final class StartAsyncAdvice {
  private StartAsyncAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object request, @Advice.Return AsyncContext async) {
    Object measured = TachoProbe.requestAsync();
    if (measured == null) {
      return;
    }
    ((ServletRequest) request).setAttribute("tacho.request", measured);
    if (!TachoProbe.completionTold()) {
      async.addListener(
          (AsyncListener)
              TachoProbe.wrap(Wrappers.SERVLET_ASYNC_LISTENER, async.getResponse(), measured));
    }
  }
}
