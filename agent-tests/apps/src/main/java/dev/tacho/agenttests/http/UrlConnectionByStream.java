package dev.tacho.agenttests.http;

import java.io.IOException;
import java.net.HttpURLConnection;

/**
 * Connects, writes bodies in chunks, and reads, which fails where the status is that of an error.
 */
public final class UrlConnectionByStream extends UrlConnectionAdapter {
  @Override
  void prepare(HttpURLConnection connection, int length) {
    connection.setChunkedStreamingMode(0);
  }

  @Override
  void trigger(HttpURLConnection connection) throws IOException {
    connection.connect();
    try {
      connection.getInputStream();
    } catch (IOException e) {
      if (connection.getResponseCode() < 400) {
        throw e;
      }
    }
  }
}
