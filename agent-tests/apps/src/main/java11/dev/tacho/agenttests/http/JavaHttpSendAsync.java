package dev.tacho.agenttests.http;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** {@code HttpClient.sendAsync}; cancelled by cancelling the future. */
public class JavaHttpSendAsync extends JavaHttpAdapter {
  @Override
  public PendingCall start(OutboundCall call) {
    HttpRequest request = request(call);
    CompletableFuture<HttpResponse<String>> future = send(request);
    return new PendingCall() {
      @Override
      public Answer await() throws Exception {
        return answer(request, future.get())
            .fact("future", future.getClass().getName() + ' ' + future.isCancelled());
      }

      @Override
      public void cancel() {
        giveUp(future);
      }
    };
  }

  CompletableFuture<HttpResponse<String>> send(HttpRequest request) {
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  void giveUp(CompletableFuture<?> future) {
    future.cancel(true);
  }
}
