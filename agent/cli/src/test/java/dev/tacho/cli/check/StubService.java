package dev.tacho.cli.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A service that does what the path says, and counts what it is asked.
 *
 * <ul>
 *   <li>{@code /status/N} answers N, {@code /after/MILLIS} 200 after that time
 *   <li>{@code /chunked}, {@code /until-close}, {@code /continue} answer 200 in these ways
 *   <li>{@code /leave} answers, and nobody is there any more
 *   <li>{@code /then-close} closes the connection after an answer that does not say so
 *   <li>{@code /metrics/job/…} answers as a Pushgateway does
 *   <li>{@code /silent} never answers, {@code /close} closes instead, {@code /cut} within the body,
 *       {@code /garbage} is no HTTP
 * </ul>
 */
final class StubService implements AutoCloseable {
  private final ServerSocket listening;
  private final List<String> requests = new ArrayList<>();
  private final List<Socket> connections = new ArrayList<>();
  private final List<String> heads = new ArrayList<>();
  private int stallFrom = -1;
  private long stallNanos;
  private volatile long stalledUntilNanos = System.nanoTime();

  private StubService(ServerSocket listening) {
    this.listening = listening;
  }

  static StubService start() throws IOException {
    return serving(new ServerSocket(0, 1000, InetAddress.getLoopbackAddress()));
  }

  static StubService serving(ServerSocket listening) {
    StubService service = new StubService(listening);
    daemon(service::accept);
    return service;
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Request lines without the version, with the body behind a blank where there is one. */
  List<String> requests() {
    synchronized (requests) {
      return new ArrayList<>(requests);
    }
  }

  long count(String request) {
    return requests().stream().filter(request::equals).count();
  }

  int connections() {
    synchronized (connections) {
      return connections.size();
    }
  }

  /** Lets no answer out for so long, from when that many requests have come. */
  void stallFrom(int request, long nanos) {
    stallFrom = request;
    stallNanos = nanos;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        socket.setTcpNoDelay(true);
        synchronized (connections) {
          connections.add(socket);
        }
        daemon(() -> converse(socket));
      } catch (IOException closed) {
        // Or a client that is gone already.
      }
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "stub-service");
    thread.setDaemon(true);
    thread.start();
  }

  private void converse(Socket socket) {
    try (Socket closing = socket) {
      InputStream in = new BufferedInputStream(closing.getInputStream());
      String path = read(in);
      while (path != null && answer(path, closing.getOutputStream())) {
        path = read(in);
      }
    } catch (IOException gone) {
      // The client has closed the connection.
    }
  }

  /** Returns the path, or null at the end. */
  private String read(InputStream in) throws IOException {
    String first = line(in);
    if (first == null) {
      return null;
    }
    int length = 0;
    String all = "";
    for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      all += line + "\n";
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring("Content-Length: ".length()));
      }
    }
    byte[] body = new byte[length];
    for (int i = 0; i < length; i++) {
      body[i] = (byte) in.read();
    }
    String request = first.replace(" HTTP/1.1", "");
    String path = request.substring(request.indexOf(' ') + 1);
    synchronized (requests) {
      requests.add(request + (length == 0 ? "" : " " + new String(body, ISO_8859_1)));
      heads.add(all);
      if (requests.size() == stallFrom) {
        stalledUntilNanos = System.nanoTime() + stallNanos;
      }
    }
    return path;
  }

  /** The header lines of all requests, without order. */
  List<String> heads() {
    synchronized (requests) {
      return new ArrayList<>(heads);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return line.toString();
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return null;
  }

  /** Answers whether the connection stays. */
  private boolean answer(String path, OutputStream out) throws IOException {
    await(stalledUntilNanos);
    if (path.startsWith("/status/")) {
      return send(out, withBody(path.substring(8, 11)));
    }
    if (path.startsWith("/metrics/job/")) {
      return send(out, withBody("202"));
    }
    if (path.startsWith("/after/")) {
      await(System.nanoTime() + Long.parseLong(path.substring(7)) * 1_000_000);
      return send(out, withBody("200"));
    }
    return switch (path) {
      case "/chunked" ->
          send(
              out,
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x\r\nabc\r\n0\r\nT: 1\r\n\r\n");
      case "/until-close" -> !send(out, "HTTP/1.1 200 OK\r\n\r\nall of it");
      case "/then-close" -> !send(out, withBody("200"));
      case "/continue" -> send(out, "HTTP/1.1 100 Continue\r\n\r\n" + withBody("200"));
      case "/leave" -> {
        listening.close();
        yield !send(out, withBody("200"));
      }
      case "/silent" -> true;
      case "/cut" -> !send(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nsome");
      case "/garbage" -> !send(out, "SSH-2.0-x\r\n\r\n");
      default -> false; // /close
    };
  }

  private static void await(long nanos) {
    while (System.nanoTime() - nanos < 0) {
      LockSupport.parkNanos(nanos - System.nanoTime());
    }
  }

  private static String withBody(String status) {
    return "HTTP/1.1 " + status + " Reason\r\nContent-Length: 4\r\n\r\nbody";
  }

  private static boolean send(OutputStream out, String answer) throws IOException {
    out.write(answer.getBytes(ISO_8859_1));
    return true;
  }

  @Override
  public void close() throws IOException {
    listening.close();
    synchronized (connections) {
      for (Socket connection : connections) {
        connection.close();
      }
    }
  }
}
