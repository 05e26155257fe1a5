package dev.tacho.agenttests.http;

import java.io.IOException;
import org.apache.http.client.HttpClient;
import org.apache.http.client.methods.HttpRequestBase;
import org.apache.http.client.methods.HttpUriRequest;

/**
 * What Apache HttpClient 4 had before version 4.3. The compiler has a later one, where all of it is
 * deprecated: it would warn of imports, too.
 */
@SuppressWarnings("deprecation")
public final class ApacheDefaultHttpClient implements HttpAdapter {
  private final HttpClient client;

  public ApacheDefaultHttpClient() {
    HttpClient forOneThread = new org.apache.http.impl.client.DefaultHttpClient();
    forOneThread
        .getParams()
        .setIntParameter("http.connection.timeout", HttpAdapter.connectTimeoutMillis());
    client =
        new org.apache.http.impl.client.DefaultHttpClient(
            new org.apache.http.impl.conn.tsccm.ThreadSafeClientConnManager(
                forOneThread.getParams(), forOneThread.getConnectionManager().getSchemeRegistry()),
            forOneThread.getParams());
  }

  @Override
  public PendingCall start(OutboundCall call) throws IOException {
    HttpRequestBase request = ApacheRequest4.of(call);
    request.getParams().setIntParameter("http.socket.timeout", call.timeoutMillis);
    return pending(client, request);
  }

  static PendingCall pending(HttpClient client, HttpUriRequest request) {
    return new PendingCall() {
      @Override
      public Answer await() throws IOException {
        try {
          return ApacheRequest4.answer(request, client.execute(request));
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

  @Override
  public void close() {
    client.getConnectionManager().shutdown();
  }
}
