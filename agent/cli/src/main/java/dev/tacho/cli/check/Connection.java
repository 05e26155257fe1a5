package dev.tacho.cli.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tacho.metrics.BuildInfo;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A connection of HTTP/1.1, for one request at a time. What is sent is sent once: the JDK's own
 * client repeats requests where it finds a connection closed, and says nothing, so that more
 * requests would reach the service than the report counts.
 *
 * <p>Used by one thread; any other may close it.
 */
final class Connection implements Closeable {
  /** Of the common servers none closes an idle connection before 5 s without saying so. */
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(4);

  private static final String USER_AGENT = "tacho-check/" + BuildInfo.read().version;

  private final Target target;
  private final SocketChannel channel;
  private final Socket socket;
  private final Answer answer;
  private long idleSinceNanos;
  private boolean reusable;

  private Connection(Target target, SocketChannel channel, Socket socket) throws IOException {
    this.target = target;
    this.channel = channel;
    this.socket = socket;
    this.answer = new Answer(socket);
  }

  /**
   * Connects, and shakes hands where the target speaks TLS.
   *
   * @throws SocketTimeoutException if that is not done at the deadline
   */
  static Connection open(Target target, long deadlineNanos) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      Socket socket = channel.socket();
      socket.setTcpNoDelay(true);
      socket.connect(target.address, millisUntil(deadlineNanos));
      return new Connection(
          target, channel, target.tls ? secured(target, socket, deadlineNanos) : socket);
    } catch (IOException | RuntimeException failure) {
      channel.close();
      throw failure;
    }
  }

  private static Socket secured(Target target, Socket plain, long deadlineNanos)
      throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket secured =
        (SSLSocket) factory.createSocket(plain, target.host, target.address.getPort(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.setSoTimeout(millisUntil(deadlineNanos));
    secured.startHandshake();
    return secured;
  }

  /** For {@code Socket}: at least one, since zero would be for ever. */
  static int millisUntil(long deadlineNanos) throws SocketTimeoutException {
    long nanos = deadlineNanos - System.nanoTime();
    if (nanos <= 0) {
      throw new SocketTimeoutException("out of time");
    }
    return (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
  }

  /**
   * Whether a request may go over it. A server that has closed an idle connection shows by then, as
   * anything does that it says unasked.
   */
  boolean isUsable() {
    if (!reusable || System.nanoTime() - idleSinceNanos > idleNanos()) {
      return false;
    }
    try {
      channel.configureBlocking(false);
      int read = channel.read(ByteBuffer.allocate(1));
      channel.configureBlocking(true);
      return read == 0;
    } catch (IOException closed) {
      return false;
    }
  }

  /** A second less than the server grants, where it says. */
  private long idleNanos() {
    int granted = answer.keepAliveSeconds();
    return granted < 0 ? IDLE_NANOS : TimeUnit.SECONDS.toNanos(granted - 1L);
  }

  /**
   * Sends the request and reads the answer to its end.
   *
   * @return the status
   * @throws SocketTimeoutException if the end is not there at the deadline
   */
  int exchange(PlannedRequest request, long deadlineNanos) throws IOException {
    reusable = false;
    socket.getOutputStream().write(encode(request));
    int status = answer.read(request.endpoint.method.equals("HEAD"), deadlineNanos);
    reusable = answer.leavesConnectionOpen();
    idleSinceNanos = System.nanoTime();
    return status;
  }

  private byte[] encode(PlannedRequest request) {
    String method = request.endpoint.method;
    byte[] body = request.body == null ? new byte[0] : request.body.getBytes(UTF_8);
    StringBuilder head = new StringBuilder(256);
    head.append(method).append(' ').append(target.pathPrefix).append(request.path);
    head.append(" HTTP/1.1\r\n");
    addUnlessGiven(head, request.headers, "Host", target.authority);
    addUnlessGiven(head, request.headers, "User-Agent", USER_AGENT);
    addUnlessGiven(head, request.headers, "Accept", "*/*");
    if (body.length > 0 || method.equals("POST") || method.equals("PUT")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    for (Map.Entry<String, String> header : request.headers.entrySet()) {
      head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
    }
    byte[] encodedHead = head.append("\r\n").toString().getBytes(ISO_8859_1);
    byte[] encoded = new byte[encodedHead.length + body.length];
    System.arraycopy(encodedHead, 0, encoded, 0, encodedHead.length);
    System.arraycopy(body, 0, encoded, encodedHead.length, body.length);
    return encoded;
  }

  private static void addUnlessGiven(
      StringBuilder head, Map<String, String> given, String name, String value) {
    for (String each : given.keySet()) {
      if (each.equalsIgnoreCase(name)) {
        return;
      }
    }
    head.append(name).append(": ").append(value).append("\r\n");
  }

  /** Ends what is under way on it, too. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException closed) {
      // As it shall be.
    }
  }
}
