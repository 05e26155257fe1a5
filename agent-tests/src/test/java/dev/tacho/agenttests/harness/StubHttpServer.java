package dev.tacho.agenttests.harness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.tacho.agenttests.http.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;

/**
 * An HTTP/1.1 server that does to its clients what the path says, byte for byte, and remembers what
 * they asked for. One port for each {@link Target}; all of this machine's own, all of the system's
 * choice.
 *
 * <ul>
 *   <li>{@code /status/N} answers N, with a body where that status may have one, and without
 *       reading the request's if that expects {@code 100 Continue}
 *   <li>{@code /echo} answers with the body it got
 *   <li>{@code /chunked}, {@code /until-close} answer with a body of no stated length
 *   <li>{@code /late-head} answers after 50 ms
 *   <li>{@code /held-body} sends the head and keeps the body until {@link #releaseBody}
 *   <li>{@code /then-close} answers, and closes the connection when the next request comes on it
 *   <li>{@code /redirect/same}, {@code other}, {@code missing}, {@code refused}, {@code chain}
 *       (three of them), {@code loop}
 *   <li>{@code /silent} never answers
 *   <li>{@code /reset}, {@code /close}, {@code /reset-head}, {@code /close-body} end the connection
 *       before the head, within it, or within the body
 *   <li>{@code /garbage} answers with something that is not HTTP
 * </ul>
 */
public final class StubHttpServer implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;
  private static final int CONNECT_PROBE_MILLIS = 200;
  private static final String OK = "HTTP/1.1 200 OK\r\nX-Stub: yes\r\n";
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final Map<Target, String> baseUrls = new EnumMap<>(Target.class);
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private final Semaphore bodies = new Semaphore(0);

  private StubHttpServer() {}

  public static StubHttpServer start() {
    StubHttpServer server = new StubHttpServer();
    try {
      server.open();
      return server;
    } catch (Exception e) {
      server.close();
      throw new IllegalStateException(e);
    }
  }

  private void open() throws Exception {
    serve(Target.PLAIN, "http", new ServerSocket(0, 100, HERE));
    serve(Target.TLS, "https", tls(TestCertificate.KNOWN));
    serve(Target.UNTRUSTED, "https", tls(TestCertificate.UNKNOWN));
    serve(Target.WRONG_NAME, "https", tls(TestCertificate.OF_ANOTHER_HOST));
    refuse();
    fillUp();
    baseUrls.put(Target.UNKNOWN, "http://nobody.invalid");
  }

  private static ServerSocket tls(TestCertificate certificate) throws Exception {
    SSLContext context = certificate.serverContext();
    return context.getServerSocketFactory().createServerSocket(0, 100, HERE);
  }

  /** A bound socket that does not listen keeps its port from everybody else. */
  private void refuse() throws IOException {
    Socket bound = new Socket();
    open.add(bound);
    bound.bind(new InetSocketAddress(HERE, 0));
    baseUrls.put(Target.REFUSING, base("http", bound.getLocalPort()));
  }

  /** The system takes a few connections in the server's place, and then none. */
  private void fillUp() throws IOException {
    ServerSocket full = new ServerSocket(0, 1, HERE);
    open.add(full);
    boolean isFull = false;
    while (!isFull) {
      Socket waiting = new Socket();
      open.add(waiting);
      try {
        waiting.connect(full.getLocalSocketAddress(), CONNECT_PROBE_MILLIS);
      } catch (SocketTimeoutException e) {
        isFull = true;
      }
    }
    baseUrls.put(Target.FULL, base("http", full.getLocalPort()));
  }

  private void serve(Target target, String scheme, ServerSocket listening) {
    open.add(listening);
    baseUrls.put(target, base(scheme, listening.getLocalPort()));
    daemon(() -> accept(listening));
  }

  private static String base(String scheme, int port) {
    return scheme + "://127.0.0.1:" + port;
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "stub-http");
    thread.setDaemon(true);
    thread.start();
  }

  /** The base URLs of all targets, in their order. */
  public String[] baseUrls() {
    return Arrays.stream(Target.values()).map(baseUrls::get).toArray(String[]::new);
  }

  public String baseUrl(Target target) {
    return baseUrls.get(target);
  }

  /** Method and path of all requests so far, in the order in which they came. */
  public List<String> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /** Waits until {@code request} has come that often since the server started. */
  public void awaitRequest(String request, int times) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    synchronized (requests) {
      while (requests.stream().filter(request::equals).count() < times) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          throw new AssertionError(request + " did not come: " + requests);
        }
        try {
          requests.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException(e);
        }
      }
    }
  }

  /** Lets one body of {@code /held-body} go. */
  public void releaseBody() {
    bodies.release();
  }

  @Override
  public void close() {
    for (AutoCloseable each : open) {
      try {
        each.close();
      } catch (Exception alreadyClosed) {
        // Closing is all that was left to do.
      }
    }
  }

  private void accept(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        socket.setTcpNoDelay(true);
        daemon(() -> converse(socket));
      } catch (IOException closed) {
        // Or this client is gone already.
      }
    }
  }

  private void converse(Socket socket) {
    AtomicBoolean lost = new AtomicBoolean();
    try (Socket closing = socket) {
      Request request = Request.read(socket);
      while (request != null && !lost.get()) {
        synchronized (requests) {
          requests.add(request.method + ' ' + request.path);
          requests.notifyAll();
        }
        if (!answer(request, closing, lost)) {
          return;
        }
        request = Request.read(socket);
      }
    } catch (IOException gone) {
      // Clients of these tests leave in the middle.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Answers whether the connection stays. */
  private boolean answer(Request request, Socket socket, AtomicBoolean lost)
      throws IOException, InterruptedException {
    OutputStream out = socket.getOutputStream();
    String path = request.path;
    if (path.startsWith("/status/")) {
      return stay(out, status(request.method, Integer.parseInt(path.substring(8, 11))));
    }
    if (path.startsWith("/redirect/")) {
      return stay(out, redirect(path.substring("/redirect/".length())));
    }
    return switch (path) {
      case "/echo" -> stay(out, withBody(OK, request.body));
      case "/chunked" ->
          stay(out, OK + "Transfer-Encoding: chunked\r\n\r\n3\r\nin \r\n6\r\nchunks\r\n0\r\n\r\n");
      case "/until-close" -> leave(out, OK + "Connection: close\r\n\r\nuntil the end");
      case "/late-head" -> {
        TimeUnit.MILLISECONDS.sleep(50);
        yield stay(out, withBody(OK, "late"));
      }
      case "/held-body" -> {
        send(out, OK + "Content-Length: 4\r\n\r\n");
        yield bodies.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS) && stay(out, "held");
      }
      case "/then-close" -> {
        lost.set(true);
        yield stay(out, withBody(OK, "last"));
      }
      case "/silent" -> true; // and waits until the client leaves
      case "/close" -> false;
      case "/reset" -> reset(socket);
      case "/reset-head" -> {
        send(out, "HTTP/1.1 200 OK\r\nX-Stub: y");
        yield reset(socket);
      }
      case "/close-body" -> leave(out, OK + "Content-Length: 100\r\n\r\nnot all of it");
      case "/garbage" -> leave(out, "SSH-2.0-OpenSSH_9.2p1\r\nnot HTTP\r\n\r\n");
      default -> stay(out, status(request.method, 404));
    };
  }

  private static boolean stay(OutputStream out, String answer) throws IOException {
    send(out, answer);
    return true;
  }

  private static boolean leave(OutputStream out, String answer) throws IOException {
    send(out, answer);
    return false;
  }

  private static boolean reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    return false;
  }

  private static String status(String method, int status) {
    String head = "HTTP/1.1 " + status + " Some Reason\r\nX-Stub: yes\r\n";
    if (status == 204 || status == 304) {
      return head + "\r\n";
    }
    String body = "body of " + status;
    return method.equals("HEAD")
        ? head + "Content-Length: " + body.length() + "\r\n\r\n"
        : withBody(head, body);
  }

  private String redirect(String where) {
    String location =
        switch (where) {
          case "same" -> "/status/200";
          case "other" ->
              baseUrls.get(Target.PLAIN).replace("127.0.0.1", "localhost") + "/status/200";
          case "missing" -> "/status/404";
          case "refused" -> baseUrls.get(Target.REFUSING) + "/refused";
          case "chain" -> "/redirect/chain2";
          case "chain2" -> "/redirect/same";
          case "loop" -> "/redirect/loop";
          default -> throw new IllegalArgumentException(where);
        };
    return withBody("HTTP/1.1 302 Found\r\nLocation: " + location + "\r\n", "elsewhere");
  }

  private static String withBody(String head, String body) {
    return head
        + "Content-Type: text/plain\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  /** One request, as far as this server looks at it. */
  private record Request(String method, String path, String body) {
    /** Null if the client has ended the connection. */
    static Request read(Socket socket) throws IOException {
      InputStream in = socket.getInputStream();
      List<String> head = new ArrayList<>();
      for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
        head.add(line);
      }
      if (head.isEmpty()) {
        return null;
      }
      String[] first = head.get(0).split(" ", 3);
      String path = first[1].replaceFirst("\\?.*", "");
      boolean asksFirst = header(head, "expect") != null;
      if (asksFirst && path.startsWith("/status/")) {
        return new Request(first[0], path, "");
      }
      if (asksFirst) {
        send(socket.getOutputStream(), "HTTP/1.1 100 Continue\r\n\r\n");
      }
      return new Request(first[0], path, body(head, in));
    }

    private static String body(List<String> head, InputStream in) throws IOException {
      String length = header(head, "content-length");
      if (length != null) {
        return new String(in.readNBytes(Integer.parseInt(length)), ISO_8859_1);
      }
      if (!"chunked".equalsIgnoreCase(header(head, "transfer-encoding"))) {
        return "";
      }
      StringBuilder body = new StringBuilder();
      for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
        body.append(new String(in.readNBytes(size), ISO_8859_1));
        line(in);
      }
      line(in);
      return body.toString();
    }

    private static int chunkSize(InputStream in) throws IOException {
      String line = line(in);
      return line == null ? 0 : Integer.parseInt(line.trim(), 16);
    }

    private static String header(List<String> head, String name) {
      for (String line : head) {
        if (line.regionMatches(true, 0, name + ':', 0, name.length() + 1)) {
          return line.substring(name.length() + 1).trim();
        }
      }
      return null;
    }

    /** Null at the end of the stream. */
    private static String line(InputStream in) throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b == '\n') {
          return line.toString(ISO_8859_1);
        }
        if (b != '\r') {
          line.write(b);
        }
      }
      return null;
    }
  }

  /** For arguments of a child JVM: what makes it trust the certificates that are known. */
  public static String trustStoreOption() {
    return "-Djavax.net.ssl.trustStore=" + TestCertificate.trustStore();
  }
}
