package club;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The client of the payment provider. */
final class Payments {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI provider;

  Payments(URI provider) {
    this.provider = provider;
  }

  /**
   * Charges an amount in cents and returns the provider's status.
   *
   * @throws java.net.http.HttpTimeoutException if the provider takes too long
   */
  int charge(int amount) throws IOException {
    return send(
        request("/v1/charges?amount=" + amount).POST(HttpRequest.BodyPublishers.noBody()).build());
  }

  /** Asks whether the provider is there and returns its status. */
  int ping() throws IOException {
    return send(request("/v1/ping").build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(provider.resolve(path)).timeout(PATIENCE);
  }

  private int send(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the payment provider");
    }
  }
}
