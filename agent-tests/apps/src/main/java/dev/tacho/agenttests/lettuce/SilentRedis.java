package dev.tacho.agenttests.lettuce;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A server that greets, and then never answers a command whose key is {@code silent}, and closes
 * the connection on one whose key is {@code close}. Everything else is fine.
 */
final class SilentRedis implements Closeable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

  SilentRedis() throws IOException {
    start(
        () -> {
          while (true) {
            Socket client = server.accept();
            start(() -> serve(client));
          }
        });
  }

  /** Something that ends with an exception, in any case when the sockets are closed. */
  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException ended) {
                // by the other side, or by close
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  String uri() {
    return "redis://127.0.0.1:" + server.getLocalPort();
  }

  private static void serve(Socket client) throws IOException {
    try (Socket socket = client) {
      BufferedReader commands =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      for (String[] words = read(commands); ; words = read(commands)) {
        String key = words.length > 1 ? words[1] : "";
        if (key.equals("close")) {
          return;
        }
        if (!key.equals("silent")) {
          socket.getOutputStream().write(answer(words[0]).getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }

  private static String answer(String command) {
    switch (command) {
      case "HELLO":
        return "-ERR unknown command\r\n"; // as a server that is older than RESP3
      case "PING":
        return "+PONG\r\n";
      default:
        return "+OK\r\n";
    }
  }

  private static String[] read(BufferedReader commands) throws IOException {
    String[] words = new String[number(commands.readLine())];
    for (int i = 0; i < words.length; i++) {
      commands.readLine(); // its length
      words[i] = commands.readLine();
    }
    return words;
  }

  /** What stands behind the mark of a line. */
  private static int number(String line) throws IOException {
    if (line == null) {
      throw new IOException("closed");
    }
    return Integer.parseInt(line.substring(1));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
