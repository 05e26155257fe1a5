package dev.tacho.agenttests.http;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;

/** {@code RestTemplate} on {@code HttpURLConnection}. */
public final class RestTemplateUrlConnection extends RestTemplateAdapter {
  @Override
  ClientHttpRequestFactory requests(int timeoutMillis) {
    SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
    requests.setConnectTimeout(HttpAdapter.connectTimeoutMillis());
    requests.setReadTimeout(timeoutMillis);
    return requests;
  }
}
