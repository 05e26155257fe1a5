package dev.tacho.agenttests.http;

import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.http.client.ClientHttpRequestFactory;

/** {@code RestTemplate} on the JDK's HTTP client, since Spring 6.1. */
public final class RestTemplateJavaHttp extends RestTemplateAdapter {
  private final HttpClient client = JavaHttpAdapter.newClient();

  @Override
  ClientHttpRequestFactory requests(int timeoutMillis) throws Exception {
    return requests(client, timeoutMillis);
  }

  /** By name: it is newer than what this is compiled against. */
  static ClientHttpRequestFactory requests(HttpClient client, int timeoutMillis) throws Exception {
    Class<?> type = Class.forName("org.springframework.http.client.JdkClientHttpRequestFactory");
    Object requests = type.getConstructor(HttpClient.class).newInstance(client);
    if (timeoutMillis > 0) {
      type.getMethod("setReadTimeout", Duration.class)
          .invoke(requests, Duration.ofMillis(timeoutMillis));
    }
    return (ClientHttpRequestFactory) requests;
  }
}
