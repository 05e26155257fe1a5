package dev.tacho.cli.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads answers of HTTP/1.1 from one connection, one after the other; bodies are thrown away. */
final class Answer {
  private static final int MAX_HEAD_BYTES = 64 * 1024;
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.([01]) ([1-9]\\d\\d)( .*)?");
  private static final Pattern KEEP_ALIVE = Pattern.compile("timeout\\s*=\\s*\"?(\\d{1,6})");

  /** Of {@link #bodyBytes}: the body ends with the connection, or comes in chunks. */
  private static final long UNTIL_CLOSE = -1;

  private static final long CHUNKED = -2;

  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[16 * 1024];
  private int position;
  private int end;
  private long deadlineNanos;
  private int headBytes;

  private int status;
  private long bodyBytes;
  private boolean persistent;
  private int keepAliveSeconds = -1;

  Answer(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  /** Reads an answer to its end and returns its status. */
  int read(boolean toHead, long deadlineNanos) throws IOException {
    this.deadlineNanos = deadlineNanos;
    do {
      readHead();
    } while (status < 200 && status != 101);
    if (status == 101) {
      throw new IOException("the server changed the protocol");
    }
    if (!toHead && status != 204 && status != 304) {
      skipBody();
    }
    return status;
  }

  boolean leavesConnectionOpen() {
    return persistent && position == end;
  }

  /** Returns -1 if the server has not said. */
  int keepAliveSeconds() {
    return keepAliveSeconds;
  }

  private void readHead() throws IOException {
    headBytes = 0;
    Matcher statusLine = STATUS_LINE.matcher(line());
    if (!statusLine.matches()) {
      throw new IOException("not an answer of HTTP/1.1");
    }
    status = Integer.parseInt(statusLine.group(2));
    persistent = statusLine.group(1).equals("1");
    bodyBytes = UNTIL_CLOSE;
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        header(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
      }
    }
  }

  private void header(String name, String value) throws IOException {
    if (name.equals("content-length") && bodyBytes != CHUNKED) {
      bodyBytes = length(value, 10);
    } else if (name.equals("transfer-encoding")) {
      bodyBytes = value.toLowerCase(Locale.ROOT).endsWith("chunked") ? CHUNKED : UNTIL_CLOSE;
    } else if (name.equals("connection")) {
      String token = value.toLowerCase(Locale.ROOT);
      persistent = !token.contains("close") && (persistent || token.contains("keep-alive"));
    } else if (name.equals("keep-alive")) {
      Matcher timeout = KEEP_ALIVE.matcher(value);
      keepAliveSeconds = timeout.find() ? Integer.parseInt(timeout.group(1)) : -1;
    }
  }

  private void skipBody() throws IOException {
    if (bodyBytes == CHUNKED) {
      skipChunks();
    } else if (bodyBytes == UNTIL_CLOSE) {
      persistent = false;
      while (fill()) {
        position = end;
      }
    } else {
      skip(bodyBytes);
    }
  }

  private void skipChunks() throws IOException {
    headBytes = 0;
    long size = chunkSize();
    while (size > 0) {
      skip(size);
      headBytes = 0;
      line();
      size = chunkSize();
    }
    while (!line().isEmpty()) {
      // Trailers say nothing that counts.
    }
  }

  private long chunkSize() throws IOException {
    return length(line().replaceFirst(";.*", "").trim(), 16);
  }

  private static long length(String text, int radix) throws IOException {
    try {
      long length = Long.parseLong(text, radix);
      if (length >= 0) {
        return length;
      }
    } catch (NumberFormatException notANumber) {
      // As below.
    }
    throw new IOException("not a length: " + text);
  }

  private void skip(long bytes) throws IOException {
    long left = bytes;
    while (left > 0) {
      if (position == end && !fill()) {
        throw new EOFException("the answer ended within its body");
      }
      int step = (int) Math.min(left, end - position);
      position += step;
      left -= step;
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      if (position == end && !fill()) {
        throw new EOFException("the connection ended before the answer did");
      }
      int start = position;
      while (position < end && buffer[position] != '\n') {
        position++;
      }
      headBytes += position - start;
      if (headBytes > MAX_HEAD_BYTES) {
        throw new IOException("the head of the answer has more than 64 KB");
      }
      line.append(new String(buffer, start, position - start, ISO_8859_1));
      if (position < end) {
        position++;
        int length = line.length();
        boolean endsWithReturn = length > 0 && line.charAt(length - 1) == '\r';
        return endsWithReturn ? line.substring(0, length - 1) : line.toString();
      }
    }
  }

  /** Returns false at the end of the stream. */
  private boolean fill() throws IOException {
    socket.setSoTimeout(Connection.millisUntil(deadlineNanos));
    int read = in.read(buffer);
    position = 0;
    end = Math.max(0, read);
    return read > 0;
  }
}
