package dev.tacho.agenttests.http;

import java.net.HttpURLConnection;

/** Looks at a header, which hides failures until the status is asked for. */
public final class UrlConnectionByHeader extends UrlConnectionAdapter {
  @Override
  void prepare(HttpURLConnection connection, int length) {
    connection.setFixedLengthStreamingMode(length);
  }

  @Override
  void trigger(HttpURLConnection connection) {
    connection.getHeaderField("X-Stub");
  }
}
