package dev.tacho.agenttests.http;

import okhttp3.OkHttpClient;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.OkHttp3ClientHttpRequestFactory;

/** {@code RestTemplate} on OkHttp, until Spring 6. */
public final class RestTemplateOkHttp extends RestTemplateAdapter {
  private final OkHttpClient client = OkHttpAdapter.newClient();

  @Override
  ClientHttpRequestFactory requests(int timeoutMillis) {
    return new OkHttp3ClientHttpRequestFactory(OkHttpAdapter.withTimeout(client, timeoutMillis));
  }

  @Override
  public void close() {
    OkHttpAdapter.close(client);
  }
}
