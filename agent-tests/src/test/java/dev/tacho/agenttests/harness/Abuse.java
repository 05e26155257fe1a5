package dev.tacho.agenttests.harness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** What strangers do to a port. Who is turned away does not mind. */
public final class Abuse implements AutoCloseable {
  private final int port;
  private final List<Socket> held = new ArrayList<>();

  public Abuse(int port) {
    this.port = port;
  }

  /** Opens connections and keeps them, all but {@code text}, which may be empty, unsaid. */
  public void hold(int connections, String text) {
    for (int i = 0; i < connections; i++) {
      try {
        Socket socket = connect();
        held.add(socket);
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
      } catch (IOException turnedAway) {
        // By those that came after it.
      }
    }
  }

  /** One more byte on each connection that is still there. */
  public void dribble() {
    for (Socket socket : held) {
      try {
        socket.getOutputStream().write('x');
      } catch (IOException turnedAway) {
        // It has no place any more.
      }
    }
  }

  public void scan(int connections) {
    for (int i = 0; i < connections; i++) {
      try (Socket socket = connect()) {
        socket.setSoLinger(i % 2 == 0, 0);
      } catch (IOException ignored) {
        // A scanner that finds nothing.
      }
    }
  }

  /** Sends a header of that size on one connection, as much of it as is taken. */
  public void bigHeader(int bytes) {
    byte[] part = "x".repeat(1 << 16).getBytes(ISO_8859_1);
    try (Socket socket = connect()) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\nX: ".getBytes(ISO_8859_1));
      for (int sent = 0; sent < bytes; sent += part.length) {
        socket.getOutputStream().write(part);
      }
    } catch (IOException turnedAway) {
      // As it should be.
    }
  }

  /** Sends a request and answers the status; 0 where the server had no place for it. */
  public int status(String requestLine, String... fields) {
    StringBuilder request = new StringBuilder(requestLine + " HTTP/1.1\r\nHost: localhost\r\n");
    for (String field : fields) {
      request.append(field).append("\r\n");
    }
    try (Socket socket = connect()) {
      socket.setSoTimeout(20_000);
      String text = request.append("Connection: close\r\n\r\n").toString();
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
      byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      socket.getInputStream().readAllBytes();
      return start.length < 12 ? 0 : Integer.parseInt(new String(start, 9, 3, ISO_8859_1));
    } catch (IOException turnedAway) {
      return 0;
    }
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  /** Gives up all that is held. */
  @Override
  public void close() {
    for (Socket socket : held) {
      try {
        socket.close();
      } catch (IOException ignored) {
        // Nobody needs it.
      }
    }
    held.clear();
  }
}
