package dev.tacho.agenttests.http;

import java.io.IOException;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpRequestBase;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;

/** Apache HttpClient from version 4.3 on. */
public final class ApacheHttpClient4 implements HttpAdapter {
  private final CloseableHttpClient client = HttpClients.createDefault();

  @Override
  public PendingCall start(OutboundCall call) throws IOException {
    return ApacheDefaultHttpClient.pending(client, request(call));
  }

  static HttpRequestBase request(OutboundCall call) throws IOException {
    HttpRequestBase request = ApacheRequest4.of(call);
    request.setConfig(
        RequestConfig.custom()
            .setConnectTimeout(HttpAdapter.connectTimeoutMillis())
            .setSocketTimeout(call.timeoutMillis)
            .build());
    return request;
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
