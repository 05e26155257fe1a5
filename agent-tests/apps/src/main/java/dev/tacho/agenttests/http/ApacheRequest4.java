package dev.tacho.agenttests.http;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpEntityEnclosingRequestBase;
import org.apache.http.client.methods.HttpRequestBase;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.entity.StringEntity;
import org.apache.http.util.EntityUtils;

/** Requests and responses of Apache HttpClient 4. */
final class ApacheRequest4 {
  private ApacheRequest4() {}

  /** Only without a body it is one that may be sent again. */
  static HttpRequestBase of(OutboundCall call) throws IOException {
    HttpRequestBase request =
        call.body == null ? new WithoutBody(call.method) : new WithBody(call.method, call.body);
    request.setURI(URI.create(call.url));
    return request;
  }

  private static final class WithoutBody extends HttpRequestBase {
    private final String method;

    WithoutBody(String method) {
      this.method = method;
    }

    @Override
    public String getMethod() {
      return method;
    }
  }

  private static final class WithBody extends HttpEntityEnclosingRequestBase {
    private final String method;

    WithBody(String method, String body) throws IOException {
      this.method = method;
      setEntity(new StringEntity(body));
    }

    @Override
    public String getMethod() {
      return method;
    }
  }

  static Answer answer(HttpUriRequest request, HttpResponse response) throws IOException {
    String body = response.getEntity() == null ? null : EntityUtils.toString(response.getEntity());
    return new Answer(response.getStatusLine().getStatusCode(), body)
        .fact("class", response.getClass().getName())
        .fact("headers", Arrays.toString(response.getAllHeaders()))
        .fact("request", request.getRequestLine() + Arrays.toString(request.getAllHeaders()));
  }
}
