package dev.tacho.agenttests.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The JDK's HTTP client. */
abstract class JavaHttpAdapter implements HttpAdapter {
  final HttpClient client = newClient();

  static HttpClient newClient() {
    return HttpClient.newBuilder()
        .followRedirects(HttpClient.Redirect.ALWAYS)
        .connectTimeout(Duration.ofMillis(HttpAdapter.connectTimeoutMillis()))
        .build();
  }

  static HttpRequest request(OutboundCall call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(call.url))
            .method(
                call.method,
                call.body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(call.body));
    if (call.timeoutMillis > 0) {
      request.timeout(Duration.ofMillis(call.timeoutMillis));
    }
    return request.build();
  }

  static Answer answer(HttpRequest request, HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.body())
        .fact("class", response.getClass().getName())
        .fact("headers", response.headers().map())
        .fact("uri", response.uri())
        .fact("request", response.request().equals(request) + " " + response.request().headers())
        .fact("version", response.version())
        .fact("previous", response.previousResponse().isPresent());
  }

  @Override
  public void close() {
    // Ends when nothing refers to it any more.
  }
}
