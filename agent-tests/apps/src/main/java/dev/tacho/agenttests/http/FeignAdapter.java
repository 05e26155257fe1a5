package dev.tacho.agenttests.http;

import feign.Feign;
import feign.Request;
import feign.RequestLine;
import feign.Retryer;
import feign.Target;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** Feign on one of its clients. Its answers are bodies only; all but 2xx are exceptions. */
abstract class FeignAdapter implements HttpAdapter {
  private static final long PATIENCE_MILLIS = 60_000;

  private final Service service;

  FeignAdapter(Feign.Builder feign) {
    this.service =
        feign.retryer(Retryer.NEVER_RETRY).target(Target.EmptyTarget.create(Service.class));
  }

  /** A service as Feign wants it described. */
  interface Service {
    @RequestLine("GET")
    String get(URI uri, Request.Options options);

    @RequestLine("HEAD")
    String head(URI uri, Request.Options options);

    @RequestLine("DELETE")
    String delete(URI uri, Request.Options options);

    @RequestLine("POST")
    String post(URI uri, String body, Request.Options options);

    @RequestLine("PUT")
    String put(URI uri, String body, Request.Options options);
  }

  @Override
  public PendingCall start(OutboundCall call) {
    return new PendingCall() {
      @Override
      public Answer await() {
        return new Answer(200, send(call));
      }

      @Override
      public void cancel() {
        throw new UnsupportedOperationException();
      }
    };
  }

  private String send(OutboundCall call) {
    URI uri = URI.create(call.url);
    Request.Options options =
        new Request.Options(
            HttpAdapter.connectTimeoutMillis(),
            TimeUnit.MILLISECONDS,
            call.timeoutMillis == 0 ? PATIENCE_MILLIS : call.timeoutMillis,
            TimeUnit.MILLISECONDS,
            true);
    switch (call.method) {
      case "GET":
        return service.get(uri, options);
      case "HEAD":
        return service.head(uri, options);
      case "DELETE":
        return service.delete(uri, options);
      case "POST":
        return service.post(uri, call.body, options);
      case "PUT":
        return service.put(uri, call.body, options);
      default:
        throw new IllegalArgumentException(call.method);
    }
  }

  @Override
  public void close() {
    // Ends when nothing refers to it any more.
  }
}
