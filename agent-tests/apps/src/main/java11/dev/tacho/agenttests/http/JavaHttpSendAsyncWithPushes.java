package dev.tacho.agenttests.http;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/** The {@code sendAsync} with three parameters; given up as {@code orTimeout} does. */
public final class JavaHttpSendAsyncWithPushes extends JavaHttpSendAsync {
  @Override
  CompletableFuture<HttpResponse<String>> send(HttpRequest request) {
    HttpResponse.BodyHandler<String> handler = HttpResponse.BodyHandlers.ofString();
    return client.sendAsync(
        request,
        handler,
        HttpResponse.PushPromiseHandler.of(pushed -> handler, new ConcurrentHashMap<>()));
  }

  @Override
  void giveUp(CompletableFuture<?> future) {
    future.completeExceptionally(new TimeoutException("given up"));
  }
}
