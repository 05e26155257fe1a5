package dev.tacho.eventlog;

import dev.tacho.net.OutboundConnection;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Posts to one URL. Takes nothing of what the application may have set for all connections of the
 * JVM: no trust in everybody, no credentials; only proxies and trust stores given as system
 * properties. Blocks for some seconds at most where a server says nothing.
 */
final class HttpPost {
  private static final int CONNECT_MILLIS = (int) TimeUnit.SECONDS.toMillis(2);
  private static final int READ_MILLIS = (int) TimeUnit.SECONDS.toMillis(5);

  private final URL url;
  private final Map<String, String> headers;
  private final int connectMillis;
  private final int readMillis;

  HttpPost(URL url, Map<String, String> headers) {
    this(url, headers, CONNECT_MILLIS, READ_MILLIS);
  }

  HttpPost(URL url, Map<String, String> headers, int connectMillis, int readMillis) {
    this.url = url;
    this.headers = headers;
    this.connectMillis = connectMillis;
    this.readMillis = readMillis;
  }

  /** An answer that is none of the 2xx. */
  @SuppressWarnings("serial") // never written
  static final class Refused extends IOException {
    Refused(int status) {
      super("status " + status);
    }
  }

  void send(byte[] body) throws IOException {
    HttpURLConnection connection = OutboundConnection.open(url);
    try {
      connection.setConnectTimeout(connectMillis);
      connection.setReadTimeout(readMillis);
      connection.setDoOutput(true);
      // Streaming also keeps it from asking the application's Authenticator, and from sending
      // twice.
      connection.setFixedLengthStreamingMode(body.length);
      for (Map.Entry<String, String> header : headers.entrySet()) {
        connection.setRequestProperty(header.getKey(), header.getValue());
      }
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body);
      }
      int status = connection.getResponseCode();
      if (status < 200 || status > 299) {
        throw new Refused(status);
      }
    } finally {
      connection.disconnect();
    }
  }

  /** What a log may show of a failure: messages can hold the URL, which is a secret. */
  static String describe(Throwable failure) {
    return failure instanceof Refused || failure instanceof LinkageError
        ? failure.getMessage()
        : failure.getClass().getName();
  }
}
