package dev.tacho.agenttests.containers;

import dev.tacho.agenttests.harness.RunningApp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What a client got.
 *
 * @param marked whether the header is there that the application sets first of all: containers
 *     throw headers away before they answer for an application that failed
 * @param truncated whether the connection ended before the body
 */
record Answer(int status, String contentType, String body, boolean marked, boolean truncated) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  /** An answer and the request id in it, empty where there is none. */
  record Identified(Answer answer, String requestId) {}

  static Identified to(RunningApp app, Scenario scenario) {
    HttpRequest request =
        HttpRequest.newBuilder(app.uri("/shop" + scenario.path()))
            .method(scenario.method(), HttpRequest.BodyPublishers.ofString(scenario.body()))
            .timeout(PATIENCE)
            .build();
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      return read(response);
    } catch (IOException e) {
      throw new UncheckedIOException(scenario.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Identified read(HttpResponse<InputStream> response) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean truncated = false;
    try (InputStream in = response.body()) {
      in.transferTo(body);
    } catch (IOException ignored) { // as the application wanted it
      truncated = true;
    }
    HttpHeaders headers = response.headers();
    Answer answer =
        new Answer(
            response.statusCode(),
            headers.firstValue("Content-Type").orElse(""),
            body.toString(StandardCharsets.ISO_8859_1),
            headers.firstValue("X-Shop").isPresent(),
            truncated);
    return new Identified(answer, headers.firstValue("X-Request-ID").orElse(""));
  }

  /** Asks for an endless body and goes away at its beginning. */
  static void abandon(RunningApp app, String path) {
    URI address = app.uri(path);
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] begin = socket.getInputStream().readNBytes(100);
      if (!new String(begin, StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 200 ")) {
        throw new AssertionError(new String(begin, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
