package dev.tacho.agenttests.containers;

import dev.tacho.agenttests.harness.RunningApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client got, on a connection of its own: a client that keeps connections may send a request
 * again, unasked, when a server ends one without an answer.
 *
 * @param status {@link #NONE} where the connection ended without an answer
 * @param body as it was sent, but for the time of day, so that one that breaks off in the middle
 *     differs from a whole one
 * @param marked whether the header is there that the application sets first of all: containers
 *     throw headers away before they answer for an application that failed
 * @param identified whether there is a request id
 */
record Answer(int status, String contentType, String body, boolean marked, boolean identified) {
  static final int NONE = 0;

  private static final Pattern RESPONSE =
      Pattern.compile("HTTP/1\\.1 (\\d{3}) .*?\\r\\n(.*?\\r\\n)\\r\\n(.*)", Pattern.DOTALL);

  /** In the error page of Spring Boot. */
  private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\":\"[^\"]*\"");

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Without the mark of the agent, for a comparison with an answer that cannot have it. */
  Answer unidentified() {
    return new Answer(status, contentType, body, marked, false);
  }

  static Answer to(RunningApp app, Scenario scenario) {
    String head =
        scenario.method()
            + " /shop"
            + scenario.path()
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
            + scenario.body().length()
            + "\r\n\r\n";
    try (Socket socket = connect(app)) {
      socket.getOutputStream().write(ascii(head + scenario.body()));
      byte[] response = socket.getInputStream().readAllBytes();
      return parse(new String(response, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(scenario.toString(), e);
    }
  }

  private static Answer parse(String response) {
    if (response.isEmpty()) {
      return new Answer(NONE, "", "", false, false);
    }
    Matcher parts = RESPONSE.matcher(response);
    if (!parts.matches()) {
      throw new AssertionError("not a response: " + response);
    }
    String headers = parts.group(2);
    return new Answer(
        Integer.parseInt(parts.group(1)),
        header(headers, "Content-Type"),
        TIMESTAMP.matcher(parts.group(3)).replaceAll(""),
        !header(headers, "X-Shop").isEmpty(),
        !header(headers, "X-Request-ID").isEmpty());
  }

  /** Empty where there is none. */
  private static String header(String headers, String name) {
    Matcher header =
        Pattern.compile("^" + name + ": (.*)$", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE)
            .matcher(headers);
    return header.find() ? header.group(1) : "";
  }

  /** Asks for an endless body and goes away at its beginning. */
  static void abandon(RunningApp app, String path) {
    try (Socket socket = connect(app)) {
      socket.getOutputStream().write(ascii("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
      String begin = new String(socket.getInputStream().readNBytes(100), StandardCharsets.US_ASCII);
      if (!begin.startsWith("HTTP/1.1 200 ")) {
        throw new AssertionError(begin);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Socket connect(RunningApp app) throws IOException {
    URI address = app.uri("/");
    Socket socket = new Socket(address.getHost(), address.getPort());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
