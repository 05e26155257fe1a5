package dev.tacho.agenttests.http;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;

/** Apache HttpClient 5. */
public final class ApacheHttpClient5 implements HttpAdapter {
  private final CloseableHttpClient client = HttpClients.createDefault();

  @Override
  public PendingCall start(OutboundCall call) {
    HttpUriRequestBase request = new HttpUriRequestBase(call.method, URI.create(call.url));
    request.setConfig(config(call));
    if (call.body != null) {
      request.setEntity(new StringEntity(call.body));
    }
    return new PendingCall() {
      @Override
      public Answer await() throws IOException {
        try {
          return client.execute(request, response -> answer(request, response));
        } catch (IOException e) {
          // Which exception it is depends on where the client is when it is told.
          throw request.isAborted() ? new IOException("aborted") : e;
        }
      }

      @Override
      public void cancel() {
        request.abort();
      }
    };
  }

  static RequestConfig config(OutboundCall call) {
    return RequestConfig.custom()
        .setConnectTimeout(Timeout.ofMilliseconds(HttpAdapter.connectTimeoutMillis()))
        .setResponseTimeout(Timeout.ofMilliseconds(call.timeoutMillis))
        .build();
  }

  private static Answer answer(HttpUriRequestBase request, ClassicHttpResponse response)
      throws IOException, HttpException {
    String body = response.getEntity() == null ? null : EntityUtils.toString(response.getEntity());
    return new Answer(response.getCode(), body)
        .fact("class", response.getClass().getName())
        .fact("headers", Arrays.toString(response.getHeaders()))
        .fact("request", request + Arrays.toString(request.getHeaders()));
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
