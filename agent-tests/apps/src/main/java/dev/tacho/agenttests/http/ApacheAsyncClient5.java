package dev.tacho.agenttests.http;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;

/** The asynchronous client of Apache HttpClient 5. */
public final class ApacheAsyncClient5 implements HttpAdapter {
  private final CloseableHttpAsyncClient client = HttpAsyncClients.createDefault();

  public ApacheAsyncClient5() {
    client.start();
  }

  @Override
  public PendingCall start(OutboundCall call) {
    SimpleHttpRequest request = new SimpleHttpRequest(call.method, URI.create(call.url));
    request.setConfig(ApacheHttpClient5.config(call));
    if (call.body != null) {
      request.setBody(call.body, ContentType.TEXT_PLAIN);
    }
    Told told = new Told();
    Future<SimpleHttpResponse> future = client.execute(request, told);
    return new PendingCall() {
      @Override
      public Answer await() throws Exception {
        Outcome<SimpleHttpResponse> outcome = Outcome.of(future);
        SimpleHttpResponse response = told.outcome.sameAs(outcome).get();
        return new Answer(response.getCode(), response.getBodyText())
            .fact("class", response.getClass().getName())
            .fact("headers", Arrays.toString(response.getHeaders()))
            .fact("request", request + Arrays.toString(request.getHeaders()))
            .fact("future", future.getClass().getName());
      }

      @Override
      public void cancel() {
        future.cancel(true);
      }
    };
  }

  @Override
  public void close() throws IOException {
    client.close();
  }

  private static final class Told implements FutureCallback<SimpleHttpResponse> {
    final Outcome<SimpleHttpResponse> outcome = new Outcome<>();

    @Override
    public void completed(SimpleHttpResponse response) {
      outcome.completed(response);
    }

    @Override
    public void failed(Exception failure) {
      outcome.failed(failure);
    }

    @Override
    public void cancelled() {
      outcome.cancelled();
    }
  }
}
