package dev.tacho.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/** Talks to a listener byte by byte. */
final class Client implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  Client(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  Client(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  Client send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    return this;
  }

  Client get(String path) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  /** One response to GET, and no byte more. */
  String response() throws IOException {
    String head = head();
    int length =
        Integer.parseInt(head.replaceAll("(?s).*\r\nContent-Length: ([0-9]+)\r\n.*", "$1"));
    return head + new String(in.readNBytes(length), ISO_8859_1);
  }

  /** All up to the first empty line. */
  String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("after: " + head);
      }
      head.append((char) b);
    }
    return head.toString();
  }

  String statusLine() throws IOException {
    return response().split("\r\n", 2)[0];
  }

  /** All that comes until the server ends the connection. */
  String rest() throws IOException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    in.transferTo(rest);
    return rest.toString(ISO_8859_1);
  }

  /** Whether the server ends the connection, however it does it, without a further byte. */
  boolean isEnded() throws IOException {
    try {
      return in.read() < 0;
    } catch (java.net.SocketTimeoutException stillThere) {
      return false;
    } catch (java.net.SocketException reset) {
      return true;
    }
  }

  void receiveBuffer(int bytes) throws IOException {
    socket.setReceiveBufferSize(bytes);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
