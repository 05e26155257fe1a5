package dev.tacho.endpoint;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads one request head after the other from a connection, into a buffer of a fixed size. What
 * follows a head stays for the next one. Blocks as long as the connection does. Not thread-safe.
 */
final class RequestReader {
  static final int MAX_HEAD_BYTES = 8 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[MAX_HEAD_BYTES];

  /** What has been received and not yet been used: from {@code start}, before {@code end}. */
  private int start;

  private int end;

  RequestReader(InputStream in) {
    this.in = in;
  }

  /**
   * The next request. An empty line in front of it is ignored, as RFC 9112, 2.2, wants it.
   *
   * @return null if the client has ended the connection, within a head or without one
   */
  RequestHead next() throws IOException, BadRequest {
    boolean begun = false;
    int lineStart = start;
    for (int i = start; ; i++) {
      if (i == end) {
        int moved = makeRoom();
        i -= moved;
        lineStart -= moved;
        if (!fill()) {
          return null;
        }
      }
      byte b = buffer[i];
      if (b == '\n') {
        boolean empty = i == lineStart || (i == lineStart + 1 && buffer[lineStart] == '\r');
        if (empty && begun) {
          return take(lineStart, i + 1);
        }
        begun = true;
        lineStart = i + 1;
        start = empty ? lineStart : start;
      } else if (!isText(b)) {
        // At once: what speaks another protocol may be waiting for an answer.
        throw new BadRequest(BadRequest.MALFORMED, "This is not a request of HTTP/1.1.");
      }
    }
  }

  private static boolean isText(byte b) {
    return b == '\r' || b == '\t' || ((b & 0xff) >= ' ' && b != 0x7f);
  }

  private RequestHead take(int emptyLine, int next) throws BadRequest {
    int headStart = start;
    start = next;
    return RequestHead.parse(buffer, headStart, Math.max(headStart, emptyLine - 1));
  }

  /** Moves what is there to the front. Returns by how much. */
  private int makeRoom() throws BadRequest {
    if (start == 0 && end == buffer.length) {
      throw new BadRequest(BadRequest.TOO_LONG, "A request line and its header have 8 KB.");
    }
    int moved = start;
    System.arraycopy(buffer, start, buffer, 0, end - start);
    start = 0;
    end -= moved;
    return moved;
  }

  /** Blocks until something has come. Returns false at the end of the stream. */
  private boolean fill() throws IOException {
    int read = in.read(buffer, end, buffer.length - end);
    end += Math.max(read, 0);
    return read > 0;
  }
}
