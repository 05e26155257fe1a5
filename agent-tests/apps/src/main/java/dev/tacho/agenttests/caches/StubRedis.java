package dev.tacho.agenttests.caches;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A cluster of one node that says, as the keys want it, what a real one says only while it changes:
 * {@code moved} and {@code ask} are redirected to itself once, {@code lost} ends the connection.
 */
final class StubRedis {
  private final ServerSocket server;
  private boolean redirected;

  private StubRedis(ServerSocket server) {
    this.server = server;
  }

  static StubRedis start() throws IOException {
    StubRedis stub = new StubRedis(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    daemon(stub::accept);
    return stub;
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        daemon(() -> serve(socket));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "stub");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Socket socket) {
    try (Socket closing = socket) {
      InputStream in = new BufferedInputStream(closing.getInputStream());
      OutputStream out = closing.getOutputStream();
      String reply = reply(command(in));
      while (reply != null) {
        out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        reply = reply(command(in));
      }
    } catch (IOException clientIsGone) {
      // as clients are in the end
    }
  }

  private static String[] command(InputStream in) throws IOException {
    String[] words = new String[Integer.parseInt(line(in).substring(1))];
    for (int i = 0; i < words.length; i++) {
      line(in); // its length: the words of these tests are lines
      words[i] = line(in);
    }
    return words;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** Null to end the connection. */
  private synchronized String reply(String... command) {
    String key = command.length > 1 ? command[1] : "";
    switch (command[0].toUpperCase(Locale.ROOT)) {
      case "CLUSTER":
        return "*1\r\n*3\r\n:0\r\n:16383\r\n*3\r\n$9\r\n127.0.0.1\r\n:" + port() + "\r\n$2\r\nid";
      case "GET":
        return get(key);
      case "PING":
        return "+PONG";
      case "HELLO":
      case "COMMAND":
        return "-ERR unknown command";
      default:
        return "+OK";
    }
  }

  private String get(String key) {
    if (key.equals("lost")) {
      return null;
    }
    redirected = !redirected && !key.equals("there");
    if (redirected) {
      return "-" + key.toUpperCase(Locale.ROOT) + " 0 127.0.0.1:" + port();
    }
    return "$5\r\nvalue";
  }
}
