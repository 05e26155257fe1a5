package dev.tacho.instrumentation.javahttp;

import dev.tacho.record.CallbackWrapper;
import dev.tacho.record.ExternalCall;
import java.net.http.HttpResponse;

/** Stands in front of a body handler, which the client calls when the response head has arrived. */
public final class HeadObserver implements CallbackWrapper {
  private final boolean asynchronous;

  private HeadObserver(boolean asynchronous) {
    this.asynchronous = asynchronous;
  }

  /** For the table of instrumentations, which finds this class by name. */
  public static CallbackWrapper create() {
    return new HeadObserver(false);
  }

  /** The same for calls whose end does not show on the thread that began them. */
  public static CallbackWrapper createAsynchronous() {
    return new HeadObserver(true);
  }

  @Override
  public Object wrap(Object original, Object context) {
    // A null handler is the application's mistake: the client is to complain about it as usual.
    return original == null
        ? null
        : new ObservedHandler<>(
            (HttpResponse.BodyHandler<?>) original, (ExternalCall) context, asynchronous);
  }

  /** The asynchronous call that a body handler was wrapped for, or null. */
  static ExternalCall asynchronousCallOf(Object bodyHandler) {
    if (!(bodyHandler instanceof ObservedHandler)) {
      return null;
    }
    ObservedHandler<?> observed = (ObservedHandler<?>) bodyHandler;
    return observed.asynchronous ? observed.call : null;
  }

  private static final class ObservedHandler<T> implements HttpResponse.BodyHandler<T> {
    private final HttpResponse.BodyHandler<T> original;
    private final ExternalCall call;
    private final boolean asynchronous;

    ObservedHandler(HttpResponse.BodyHandler<T> original, ExternalCall call, boolean asynchronous) {
      this.original = original;
      this.call = call;
      this.asynchronous = asynchronous;
    }

    @Override
    public HttpResponse.BodySubscriber<T> apply(HttpResponse.ResponseInfo head) {
      call.answered(head.statusCode());
      return original.apply(head);
    }
  }
}
