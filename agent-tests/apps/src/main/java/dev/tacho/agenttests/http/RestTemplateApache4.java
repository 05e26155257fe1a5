package dev.tacho.agenttests.http;

import java.io.IOException;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;

/** {@code RestTemplate} on Apache HttpClient 4, until Spring 5. */
public final class RestTemplateApache4 extends RestTemplateAdapter {
  private final CloseableHttpClient client = HttpClients.createDefault();

  @Override
  ClientHttpRequestFactory requests(int timeoutMillis) {
    HttpComponentsClientHttpRequestFactory requests =
        new HttpComponentsClientHttpRequestFactory(client);
    requests.setConnectTimeout(HttpAdapter.connectTimeoutMillis());
    requests.setReadTimeout(timeoutMillis);
    return requests;
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
