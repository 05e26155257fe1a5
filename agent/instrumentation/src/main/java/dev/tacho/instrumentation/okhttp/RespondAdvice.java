package dev.tacho.instrumentation.okhttp;

import dev.tacho.facade.TachoProbe;
import java.io.IOException;
import net.bytebuddy.asm.Advice;
import okhttp3.Response;

/**
 * The interceptors of a call, the application's and OkHttp's own. Only a call that was enqueued is
 * found here: {@link ExecuteAdvice} hands none over.
 */
final class RespondAdvice {
  private RespondAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static Object enter(@Advice.This Object call) {
    return TachoProbe.externalResume(call);
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter Object external,
      @Advice.Return Response response,
      @Advice.Thrown Throwable thrown) {
    TachoProbe.externalPause(external);
    if (response != null) {
      TachoProbe.externalAnswered(external, response.code());
    } else if (!(thrown instanceof IOException)) {
      // OkHttp 3.12 tells the callback of an IOException only, and only then that it timed out.
      TachoProbe.externalFailed(external, thrown);
    }
  }
}
