package dev.tacho.instrumentation.apachehttp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.BinaryOperator;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.client.ServiceUnavailableRetryStrategy;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClients;
import org.apache.http.message.BasicHttpRequest;
import org.apache.http.nio.client.methods.HttpAsyncMethods;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;
import org.apache.http.protocol.HttpContext;

/**
 * What an application does with Apache HttpClient 4: takes the name of what is to be done and the
 * URL to call, answers what it saw.
 */
public final class ApacheHttp4Application implements BinaryOperator<String> {
  @Override
  public String apply(String scenario, String url) {
    try {
      return scenario.startsWith("async") ? async(scenario, url) : blocking(scenario, url);
    } catch (ExecutionException e) {
      return e.getCause().getClass().getName();
    } catch (IOException e) {
      return e.getClass().getName();
    } catch (RuntimeException e) {
      return e.getClass().getName();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String blocking(String scenario, String url) throws Exception {
    HttpHost host = new HttpHost("127.0.0.1", URI.create(url).getPort());
    try (CloseableHttpClient client =
        HttpClients.custom()
            .setDnsResolver(name -> new InetAddress[] {InetAddress.getLoopbackAddress()})
            .build()) {
      return switch (scenario) {
        case "call" -> status(client.execute(new HttpGet(url)));
        case "call with an id of its own" -> {
          HttpGet withId = new HttpGet(url);
          withId.addHeader("X-Request-ID", "its-own");
          yield status(client.execute(withId));
        }
        case "request looked at" -> {
          HttpGet request = new HttpGet(url);
          client.execute(request).close();
          yield String.valueOf(request.getFirstHeader("X-Request-ID"));
        }
        case "handler" -> client.execute(new HttpGet(url), ApacheHttp4Application::status);
        case "handler fails" -> client.execute(new HttpGet(url), ApacheHttp4Application::fail);
        case "relative" ->
            status(client.execute(host, new BasicHttpRequest("GET", "/ok?secret=1")));
        case "absolute" -> status(client.execute(host, new BasicHttpRequest("GET", url)));
        case "no target" -> status(client.execute(null, new BasicHttpRequest("GET", "/ok")));
        case "no request" -> status(client.execute(host, (HttpRequest) null));
        case "minimal" -> {
          try (CloseableHttpClient minimal = HttpClients.createMinimal()) {
            yield status(minimal.execute(new HttpGet(url)));
          }
        }
        default -> deprecated(scenario, url);
      };
    }
  }

  @SuppressWarnings("deprecation")
  private static String deprecated(String scenario, String url) throws IOException {
    org.apache.http.impl.client.DefaultHttpClient client =
        new org.apache.http.impl.client.DefaultHttpClient();
    try {
      return switch (scenario) {
        case "decompressing" ->
            status(
                new org.apache.http.impl.client.DecompressingHttpClient(client)
                    .execute(new HttpGet(url)));
        case "tried again" ->
            status(
                new org.apache.http.impl.client.AutoRetryHttpClient(client, new Twice())
                    .execute(new HttpGet(url)));
        default -> throw new IllegalArgumentException(scenario);
      };
    } finally {
      client.close();
    }
  }

  private static final class Twice implements ServiceUnavailableRetryStrategy {
    @Override
    public boolean retryRequest(HttpResponse response, int executionCount, HttpContext context) {
      return response.getStatusLine().getStatusCode() == 503 && executionCount <= 2;
    }

    @Override
    public long getRetryInterval() {
      return 1;
    }
  }

  private static String async(String scenario, String url) throws Exception {
    try (CloseableHttpAsyncClient client =
        scenario.endsWith("minimal")
            ? HttpAsyncClients.createMinimal()
            : HttpAsyncClients.createDefault()) {
      if (scenario.equals("async before start")) {
        return seen(() -> status(client.execute(new HttpGet(url), null).get()));
      }
      client.start();
      return switch (scenario) {
        case "async", "async minimal" -> status(client.execute(new HttpGet(url), null).get());
        case "async without a producer" ->
            seen(
                () ->
                    status(
                        client
                            .execute(
                                (HttpAsyncRequestProducer) null,
                                HttpAsyncMethods.createConsumer(),
                                null)
                            .get()));
        default -> throw new IllegalArgumentException(scenario);
      };
    }
  }

  private static String seen(Callable<String> call) throws Exception {
    try {
      return call.call();
    } catch (RuntimeException e) {
      return e.getClass().getName();
    }
  }

  private static String status(HttpResponse response) {
    return String.valueOf(response.getStatusLine().getStatusCode());
  }

  private static String fail(HttpResponse response) {
    throw new UncheckedIOException(new IOException(status(response)));
  }
}
