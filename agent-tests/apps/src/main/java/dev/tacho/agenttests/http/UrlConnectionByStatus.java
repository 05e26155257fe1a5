package dev.tacho.agenttests.http;

import java.io.IOException;
import java.net.HttpURLConnection;

/** The usual one: asks for the status first. */
public final class UrlConnectionByStatus extends UrlConnectionAdapter {
  @Override
  void trigger(HttpURLConnection connection) throws IOException {
    connection.getResponseCode();
  }
}
