package dev.tacho.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * The JVM's own stdout or stderr, by the file descriptor: {@code System.out} may have become a part
 * of the application's logging.
 */
public final class StandardStream implements RecordOutput {
  private final FileOutputStream stream;

  public StandardStream(FileDescriptor descriptor) {
    this.stream = new FileOutputStream(descriptor);
  }

  @Override
  public void write(byte[] line, long nowNanos) throws IOException {
    stream.write(line);
  }

  @Override
  public void reset() {
    // Nothing of it can be opened anew.
  }
}
