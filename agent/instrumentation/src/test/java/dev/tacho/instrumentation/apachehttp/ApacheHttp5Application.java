package dev.tacho.instrumentation.apachehttp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.function.BinaryOperator;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.util.Timeout;

/**
 * What an application does with Apache HttpClient 5: takes the name of what is to be done and the
 * URL to call, answers what it saw.
 */
public final class ApacheHttp5Application implements BinaryOperator<String> {
  private static final DnsResolver EVERYBODY_IS_HERE =
      new DnsResolver() {
        @Override
        public InetAddress[] resolve(String host) {
          return new InetAddress[] {InetAddress.getLoopbackAddress()};
        }

        @Override
        public String resolveCanonicalHostname(String host) {
          return host;
        }
      };

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

  private static String blocking(String scenario, String url) throws IOException {
    HttpHost host = new HttpHost("127.0.0.1", URI.create(url).getPort());
    try (CloseableHttpClient client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(EVERYBODY_IS_HERE)
                    .build())
            .build()) {
      return switch (scenario) {
        case "call" -> client.execute(new HttpGet(url), ApacheHttp5Application::status);
        case "call with an id of its own" -> {
          HttpGet withId = new HttpGet(url);
          withId.addHeader("X-Request-ID", "its-own");
          yield client.execute(withId, ApacheHttp5Application::status);
        }
        case "request looked at" -> {
          HttpGet request = new HttpGet(url);
          client.execute(request, ApacheHttp5Application::status);
          yield String.valueOf(request.getFirstHeader("X-Request-ID"));
        }
        case "handler fails" -> client.execute(new HttpGet(url), ApacheHttp5Application::fail);
        case "relative" ->
            client.execute(
                host,
                new BasicClassicHttpRequest("GET", "/ok?secret=1"),
                ApacheHttp5Application::status);
        case "no target" ->
            client.execute(
                null, new BasicClassicHttpRequest("GET", "/ok"), ApacheHttp5Application::status);
        case "no request" ->
            client.execute(host, (ClassicHttpRequest) null, ApacheHttp5Application::status);
        case "minimal" -> {
          try (CloseableHttpClient minimal = HttpClients.createMinimal()) {
            yield minimal.execute(new HttpGet(url), ApacheHttp5Application::status);
          }
        }
        default -> throw new IllegalArgumentException(scenario);
      };
    }
  }

  private static String async(String scenario, String url) throws Exception {
    try (CloseableHttpAsyncClient client =
        scenario.endsWith("minimal")
            ? HttpAsyncClients.createMinimal()
            : HttpAsyncClients.custom()
                .setConnectionManager(
                    PoolingAsyncClientConnectionManagerBuilder.create()
                        .setDnsResolver(EVERYBODY_IS_HERE)
                        .build())
                .build()) {
      SimpleHttpRequest request = SimpleRequestBuilder.get(url).build();
      if (scenario.equals("async before start")) {
        return String.valueOf(client.execute(request, null).get().getCode());
      }
      client.start();
      return switch (scenario) {
        case "async", "async minimal" ->
            String.valueOf(client.execute(request, null).get().getCode());
        case "async request looked at" -> {
          client.execute(request, null).get();
          yield String.valueOf(request.getFirstHeader("X-Request-ID"));
        }
        case "async behind a blocking client" ->
            HttpAsyncClients.classic(client, Timeout.ofSeconds(30))
                .execute(new HttpGet(url), ApacheHttp5Application::status);
        default -> throw new IllegalArgumentException(scenario);
      };
    }
  }

  private static String status(ClassicHttpResponse response) {
    return String.valueOf(response.getCode());
  }

  private static String fail(ClassicHttpResponse response) {
    throw new UncheckedIOException(new IOException(status(response)));
  }
}
