package dev.tacho.log;

import dev.tacho.thread.ParkingThread;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Paths;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file, written by a daemon thread of its own: no thread of the application waits for a disk.
 * Where the file cannot be written, its lines go to stderr, and each cause is said once.
 */
final class LogFileTarget extends LogTarget implements ParkingThread.Work {
  private static final long MAX_BYTES = 10L * 1024 * 1024;
  private static final int BACKUPS = 1;
  private static final int WAITING_LINES = 1000;
  private static final int MAX_CAUSES = 10;

  private final String where;
  private final RecordOutput instead;
  private final OncePerCause causes = new OncePerCause(MAX_CAUSES);
  private final Queue<byte[]> lines = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final ParkingThread thread = new ParkingThread("tacho-log", this);

  /** Null until the first line: made by the thread, as it touches the file system. */
  private RecordOutput file;

  LogFileTarget(String where, LogFormat format, LogLevel level, RecordOutput instead) {
    super(where, format, level);
    this.where = where;
    this.instead = instead;
  }

  static LogTarget start(String where, LogFormat format, LogLevel level) {
    LogFileTarget target =
        new LogFileTarget(where, format, level, new StandardStream(FileDescriptor.err));
    target.thread.start();
    return target;
  }

  @Override
  byte[] text(LogLevel of, String message, long nowMillis) {
    return LogLine.dated(of, message, nowMillis);
  }

  @Override
  void take(byte[] line) {
    if (waiting.incrementAndGet() > WAITING_LINES) {
      waiting.decrementAndGet();
      AgentLog.countSuppressed();
      return;
    }
    lines.add(line);
    if (thread.isStopping()) {
      end();
    } else {
      thread.wake();
    }
  }

  @Override
  void close() {
    thread.stop();
  }

  /**
   * Writes what has come meanwhile; also for the few lines that come after the thread has ended.
   */
  @Override
  public synchronized void end() {
    while (doNext()) {}
    if (file != null) {
      file.reset();
    }
  }

  @Override
  public boolean doNext() {
    byte[] line = lines.poll();
    if (line == null) {
      return false;
    }
    waiting.decrementAndGet();
    try {
      if (file == null) {
        String path = where.substring(FILE.length());
        file = new LogFile(Paths.get(path), MAX_BYTES, BACKUPS);
      }
      file.write(line, System.nanoTime());
    } catch (IOException | RuntimeException failure) {
      if (file != null) {
        file.reset();
      }
      complain(failure);
      writeInstead(line);
    }
    return true;
  }

  private void complain(Exception failure) {
    if (causes.isNew(failure.toString())) {
      writeInstead(
          LogLine.marked(
              "log="
                  + where
                  + ": expected a file the service may write to ("
                  + failure
                  + "). Its lines go to stderr. See docs/configuration.md."));
    }
  }

  private void writeInstead(byte[] line) {
    try {
      instead.write(line, 0);
    } catch (IOException closed) {
      // There is nobody left to tell.
    }
  }
}
