package dev.tacho.instrumentation.javahttp;

import dev.tacho.record.CallbackWrapper;
import dev.tacho.record.ExternalCall;
import java.net.http.HttpResponse;

/** Stands in front of a body handler, which the client calls when the response head has arrived. */
public final class HeadObserver implements CallbackWrapper {
  private HeadObserver() {}

  /** For the table of instrumentations, which finds this class by name. */
  public static CallbackWrapper create() {
    return new HeadObserver();
  }

  @Override
  public Object wrap(Object original, Object context) {
    // A null handler is the application's mistake: the client is to complain about it as usual.
    return original == null
        ? null
        : new ObservedHandler<>((HttpResponse.BodyHandler<?>) original, (ExternalCall) context);
  }

  /** The call that a body handler was wrapped for, or null. */
  static ExternalCall callOf(Object bodyHandler) {
    return bodyHandler instanceof ObservedHandler ? ((ObservedHandler<?>) bodyHandler).call : null;
  }

  private static final class ObservedHandler<T> implements HttpResponse.BodyHandler<T> {
    private final HttpResponse.BodyHandler<T> original;
    private final ExternalCall call;

    ObservedHandler(HttpResponse.BodyHandler<T> original, ExternalCall call) {
      this.original = original;
      this.call = call;
    }

    @Override
    public HttpResponse.BodySubscriber<T> apply(HttpResponse.ResponseInfo head) {
      call.answered(head.statusCode());
      return original.apply(head);
    }
  }
}
