package dev.tacho.log;

import java.io.IOException;

/** Takes the lines of a log. Used by one thread at a time. */
public interface RecordOutput {
  /**
   * Writes a line, or none of it.
   *
   * @param nowNanos the time by {@link System#nanoTime}
   */
  void write(byte[] line, long nowNanos) throws IOException;

  /** After a failure: lets go of what may be broken. The next line starts anew. */
  void reset();
}
