package dev.tacho.agenttests.http;

import java.io.IOException;
import java.util.concurrent.Future;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpRequestBase;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.impl.NoConnectionReuseStrategy;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClients;

/** Apache HttpAsyncClient 4. */
public final class ApacheAsyncClient4 implements HttpAdapter {
  /**
   * A connection that is used again is now and then lost to version 4.0, with and without agent.
   */
  private final CloseableHttpAsyncClient client =
      HttpAsyncClients.custom()
          .setConnectionReuseStrategy(NoConnectionReuseStrategy.INSTANCE)
          .build();

  public ApacheAsyncClient4() {
    client.start();
  }

  @Override
  public PendingCall start(OutboundCall call) throws IOException {
    HttpRequestBase request = ApacheHttpClient4.request(call);
    Told told = new Told();
    Future<HttpResponse> future = client.execute(request, told);
    return new PendingCall() {
      @Override
      public Answer await() throws Exception {
        Outcome<HttpResponse> outcome = Outcome.of(future);
        HttpResponse response = told.outcome.sameAs(outcome).get();
        return ApacheRequest4.answer(request, response).fact("future", future.getClass().getName());
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

  private static final class Told implements FutureCallback<HttpResponse> {
    final Outcome<HttpResponse> outcome = new Outcome<>();

    @Override
    public void completed(HttpResponse response) {
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
