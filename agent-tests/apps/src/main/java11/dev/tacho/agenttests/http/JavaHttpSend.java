package dev.tacho.agenttests.http;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** {@code HttpClient.send}; cancelled by interrupting the thread that waits. */
public final class JavaHttpSend extends JavaHttpAdapter {
  @Override
  public PendingCall start(OutboundCall call) {
    HttpRequest request = request(call);
    return new PendingCall() {
      private volatile Thread waiting;

      @Override
      public Answer await() throws Exception {
        waiting = Thread.currentThread();
        return answer(request, client.send(request, HttpResponse.BodyHandlers.ofString()));
      }

      @Override
      public void cancel() {
        waiting.interrupt();
      }
    };
  }
}
