package dev.tacho.eventlog;

import java.io.IOException;

/** Takes the lines of the event log. Used by the log's thread alone. */
interface RecordOutput {
  /**
   * Writes a line, or none of it.
   *
   * @param nowNanos the time by {@link System#nanoTime}
   */
  void write(byte[] line, long nowNanos) throws IOException;

  /** After a failure: lets go of what may be broken. The next line starts anew. */
  void reset();
}
