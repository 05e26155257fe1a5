package dev.tacho.log;

import java.io.FileDescriptor;
import java.io.IOException;

/** Where the lines of the agent's log go, and which do. Any thread may write. */
abstract class LogTarget {
  static final String STDOUT = "stdout";
  static final String STDERR = "stderr";
  static final String OFF = "off";
  static final String FILE = "file:";

  private final String where;
  private final LogFormat format;
  private final LogLevel level;

  LogTarget(String where, LogFormat format, LogLevel level) {
    this.where = where;
    this.format = format;
    this.level = level;
  }

  /** Factory methods, because the verifier would load classes that are answered as this one. */
  static LogTarget of(String where, LogFormat format, LogLevel level) {
    if (where.startsWith(FILE)) {
      return LogFileTarget.start(where, format, level);
    }
    if (OFF.equals(where)) {
      return Nowhere.create();
    }
    FileDescriptor descriptor = STDOUT.equals(where) ? FileDescriptor.out : FileDescriptor.err;
    return new Stream(where, format, level, new StandardStream(descriptor));
  }

  final boolean is(String otherWhere, LogFormat otherFormat, LogLevel otherLevel) {
    return where.equals(otherWhere) && format == otherFormat && level == otherLevel;
  }

  final void write(LogLevel of, String message) {
    if (of.compareTo(level) > 0) {
      return;
    }
    long nowMillis = System.currentTimeMillis();
    take(
        format == LogFormat.JSON
            ? LogLine.json(of, message, nowMillis)
            : text(of, message, nowMillis));
  }

  /** The line as text. */
  abstract byte[] text(LogLevel of, String message, long nowMillis);

  /** Takes the line; must neither throw nor wait for long. */
  abstract void take(byte[] line);

  /** Ends what the target has begun; lines that wait are written. */
  void close() {}

  /** One of the JVM's own streams, which the application writes to as well. */
  static final class Stream extends LogTarget {
    private final RecordOutput stream;

    Stream(String where, LogFormat format, LogLevel level, RecordOutput stream) {
      super(where, format, level);
      this.stream = stream;
    }

    @Override
    byte[] text(LogLevel of, String message, long nowMillis) {
      return LogLine.marked(message);
    }

    @Override
    void take(byte[] line) {
      try {
        stream.write(line, 0);
      } catch (IOException closed) {
        // There is nobody left to tell.
      }
    }
  }

  private static final class Nowhere extends LogTarget {
    static LogTarget create() {
      return new Nowhere();
    }

    private Nowhere() {
      super(OFF, LogFormat.TEXT, LogLevel.ERROR);
    }

    @Override
    byte[] text(LogLevel of, String message, long nowMillis) {
      return new byte[0];
    }

    @Override
    void take(byte[] line) {}
  }
}
