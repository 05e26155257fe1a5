package dev.tacho.agenttests.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/** Spring's {@code WebClient} on the JDK's HTTP client, since Spring 6. */
public final class WebClientJavaHttp implements HttpAdapter {
  private final HttpClient client = JavaHttpAdapter.newClient();

  @Override
  public PendingCall start(OutboundCall call) throws Exception {
    WebClient.RequestBodySpec request =
        WebClient.builder()
            .clientConnector(connector(call.timeoutMillis))
            .build()
            .method(HttpMethod.valueOf(call.method))
            .uri(URI.create(call.url));
    if (call.body != null) {
      request.bodyValue(call.body);
    }
    return pending(request.retrieve().toEntity(String.class).toFuture());
  }

  /** By name: it is newer than what this is compiled against. */
  private ClientHttpConnector connector(int timeoutMillis) throws Exception {
    Class<?> type =
        Class.forName("org.springframework.http.client.reactive.JdkClientHttpConnector");
    Object connector = type.getConstructor(HttpClient.class).newInstance(client);
    if (timeoutMillis > 0) {
      type.getMethod("setReadTimeout", Duration.class)
          .invoke(connector, Duration.ofMillis(timeoutMillis));
    }
    return (ClientHttpConnector) connector;
  }

  private static PendingCall pending(CompletableFuture<ResponseEntity<String>> future) {
    return new PendingCall() {
      @Override
      public Answer await() throws Exception {
        try {
          return RestTemplateAdapter.answer(future.get());
        } catch (ExecutionException e) {
          throw new IllegalStateException(e.getCause());
        }
      }

      @Override
      public void cancel() {
        future.cancel(true);
      }
    };
  }

  @Override
  public void close() {
    // Ends when nothing refers to it any more.
  }
}
