package dev.tacho.log;

import java.util.concurrent.atomic.LongAdder;

/**
 * The agent's own lines for the operator, on stderr unless the configuration says otherwise. They
 * go to the file descriptor itself: {@code System.err} may have become a part of the application's
 * logging by then. Any thread may call.
 */
public final class AgentLog {
  private static final LongAdder suppressed = new LongAdder();

  private static volatile LogTarget target =
      LogTarget.of(LogTarget.STDERR, LogFormat.TEXT, LogLevel.INFO);

  private AgentLog() {}

  /**
   * Says where lines go from now on. Nothing is opened anew where nothing changes.
   *
   * @param where {@code stderr}, {@code stdout}, {@code off} or {@code file:PATH}
   */
  public static synchronized void configure(String where, LogFormat format, LogLevel level) {
    LogTarget before = target;
    if (!before.is(where, format, level)) {
      target = LogTarget.of(where, format, level);
      before.close();
    }
  }

  /** Writes what waits, and ends the log's thread if it has one. Later lines do without. */
  public static synchronized void close() {
    target.close();
  }

  /** Writes one line; line breaks in {@code message} become blanks. */
  public static void line(String message) {
    target.write(LogLevel.INFO, message);
  }

  /** Writes one line about what is not as somebody wants it: a mistake in the configuration. */
  public static void warn(String message) {
    target.write(LogLevel.WARN, message);
  }

  /** Writes one line for who looks into how the agent works. */
  public static void debug(String message) {
    target.write(LogLevel.DEBUG, message);
  }

  /** Writes one line for a failure inside the agent, with its cause and the place it came from. */
  public static void failure(String what, Throwable cause) {
    StackTraceElement[] trace = cause.getStackTrace();
    target.write(
        LogLevel.ERROR, what + ": " + cause + (trace.length == 0 ? "" : " at " + trace[0]));
  }

  /** Counts a line that is not written, because its cause has been said or its file is slow. */
  static void countSuppressed() {
    suppressed.increment();
  }

  /** How many lines have not been written that the level would have let through. */
  public static long suppressed() {
    return suppressed.sum();
  }
}
