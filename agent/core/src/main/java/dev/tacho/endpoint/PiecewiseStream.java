package dev.tacho.endpoint;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a long body piece by piece. The JDK's server keeps a buffer of twice the longest write for
 * as long as the connection is open: 6 MB for each scraper of a thousand routes.
 */
final class PiecewiseStream extends FilterOutputStream {
  private static final int PIECE_BYTES = 1 << 15;

  PiecewiseStream(OutputStream body) {
    super(body);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int written = 0; written < length; written += PIECE_BYTES) {
      out.write(bytes, offset + written, Math.min(PIECE_BYTES, length - written));
    }
  }
}
