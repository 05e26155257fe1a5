package dev.tacho.agenttests.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** {@code HttpURLConnection}, of which the ways differ in what triggers the exchange. */
abstract class UrlConnectionAdapter implements HttpAdapter {
  @Override
  public final PendingCall start(OutboundCall call) {
    return new PendingCall() {
      @Override
      public Answer await() throws Exception {
        return exchange(call);
      }

      @Override
      public void cancel() {
        throw new UnsupportedOperationException();
      }
    };
  }

  private Answer exchange(OutboundCall call) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(call.url).openConnection();
    connection.setRequestMethod(call.method);
    connection.setConnectTimeout(HttpAdapter.connectTimeoutMillis());
    connection.setReadTimeout(call.timeoutMillis);
    if (call.body != null) {
      byte[] body = call.body.getBytes(StandardCharsets.ISO_8859_1);
      connection.setDoOutput(true);
      prepare(connection, body.length);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body);
      }
    }
    trigger(connection);
    int status = connection.getResponseCode();
    InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
    Map<String, Object> headers = new TreeMap<>();
    connection.getHeaderFields().forEach((name, values) -> headers.put("" + name, values));
    return new Answer(status, in == null ? null : text(in))
        .fact("class", connection.getClass().getName())
        .fact("message", connection.getResponseMessage())
        .fact("headers", headers)
        .fact("url", connection.getURL())
        .fact("method", connection.getRequestMethod())
        .fact("sent", connection.getRequestProperty("x-request-id"));
  }

  /** Sets how the body is sent. */
  void prepare(HttpURLConnection connection, int length) {}

  /** Has the answer come. */
  abstract void trigger(HttpURLConnection connection) throws IOException;

  private static String text(InputStream in) throws IOException {
    try (InputStream closing = in) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      byte[] buffer = new byte[1024];
      for (int read = closing.read(buffer); read >= 0; read = closing.read(buffer)) {
        text.write(buffer, 0, read);
      }
      return text.toString("ISO-8859-1");
    }
  }

  @Override
  public void close() {
    // Its connections are the JVM's.
  }
}
