package dev.tacho.endpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One answer, complete before its first byte is sent. Each has the header fields that keep browsers
 * from doing more with it than showing it, and none that tells what answers. Not thread-safe.
 */
final class Response {
  static final String TEXT = "text/plain; charset=utf-8";
  static final String JSON = "application/json";
  static final String HTML = "text/html; charset=utf-8";

  private static final String PROTECTION =
      "X-Content-Type-Options: nosniff\r\n"
          + "X-Frame-Options: DENY\r\n"
          + "Referrer-Policy: no-referrer\r\n"
          + "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
          + "Cache-Control: no-store\r\n";

  private final int status;
  private final byte[] body;
  private final int length;
  private final StringBuilder fields = new StringBuilder();

  private Response(int status, byte[] body, int length) {
    this.status = status;
    this.body = body;
    this.length = length;
  }

  static Response of(int status, String type, byte[] body) {
    return of(status, body, body.length).with("Content-Type", type);
  }

  /** Of the first {@code length} bytes of {@code body}, which is not copied. */
  static Response of(int status, byte[] body, int length) {
    return new Response(status, body, length);
  }

  static Response text(int status, String text) {
    return of(status, TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a header field. Neither part may come from a request. */
  Response with(String name, String value) {
    fields.append(name).append(": ").append(value).append("\r\n");
    return this;
  }

  int status() {
    return status;
  }

  /**
   * Writes all of it.
   *
   * @param withBody false for the answer to HEAD
   * @param last whether the connection ends with it
   */
  void writeTo(OutputStream out, boolean withBody, boolean last) throws IOException {
    String head =
        "HTTP/1.1 "
            + status
            + ' '
            + reason(status)
            + "\r\n"
            + fields
            + PROTECTION
            + (last ? "Connection: close\r\n" : "")
            + "Content-Length: "
            + length
            + "\r\n\r\n";
    byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
    int bodyLength = withBody ? length : 0;
    // In one piece where it is short, so that it is one packet, and one record of TLS.
    if (bodyLength <= headBytes.length) {
      byte[] both = new byte[headBytes.length + bodyLength];
      System.arraycopy(headBytes, 0, both, 0, headBytes.length);
      System.arraycopy(body, 0, both, headBytes.length, bodyLength);
      out.write(both);
    } else {
      out.write(headBytes);
      out.write(body, 0, bodyLength);
    }
    out.flush();
  }

  private static String reason(int status) {
    switch (status) {
      case 200:
        return "OK";
      case 400:
        return "Bad Request";
      case 401:
        return "Unauthorized";
      case 403:
        return "Forbidden";
      case 404:
        return "Not Found";
      case 405:
        return "Method Not Allowed";
      case 429:
        return "Too Many Requests";
      case 431:
        return "Request Header Fields Too Large";
      case 500:
        return "Internal Server Error";
      case 503:
        return "Service Unavailable";
      case 505:
        return "HTTP Version Not Supported";
      default:
        return "";
    }
  }
}
