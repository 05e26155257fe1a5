package dev.tacho.instrumentation.javahttp;

import dev.tacho.record.CallbackWrapper;
import dev.tacho.record.ExternalCall;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** Is told when a future completes, for what ends before there is a response head. */
final class CompletionObserver implements BiConsumer<HttpResponse<?>, Throwable> {
  private final ExternalCall call;

  private CompletionObserver(ExternalCall call) {
    this.call = call;
  }

  @Override
  public void accept(HttpResponse<?> response, Throwable thrown) {
    if (response != null) {
      call.answered(response.statusCode());
    } else {
      call.failed(thrown);
    }
  }

  @SuppressWarnings("unchecked") // the two places that are woven have no other futures
  private static CompletableFuture<HttpResponse<?>> observed(Object future, ExternalCall call) {
    return ((CompletableFuture<HttpResponse<?>>) future).whenComplete(new CompletionObserver(call));
  }

  /**
   * Of the future that the application gets, which it may complete itself: cancel it, or give it a
   * time-out.
   */
  public static final class OfApplication implements CallbackWrapper {
    private OfApplication() {}

    /** For the table of instrumentations, which finds this class by name. */
    public static CallbackWrapper create() {
      return new OfApplication();
    }

    @Override
    public Object wrap(Object original, Object context) {
      if (original != null) {
        CompletableFuture<?> unused = observed(original, (ExternalCall) context);
      }
      return original;
    }
  }

  /** Of the future inside the client, whose dependents come after the observer. */
  public static final class OfClient implements CallbackWrapper {
    private OfClient() {}

    /** For the table of instrumentations, which finds this class by name. */
    public static CallbackWrapper create() {
      return new OfClient();
    }

    @Override
    public Object wrap(Object original, Object context) {
      ExternalCall call = HeadObserver.callOf(context);
      return call == null ? original : observed(original, call);
    }
  }
}
