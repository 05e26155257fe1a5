package dev.tacho.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/**
 * The agent's own lines for the operator, on stderr. They go to the file descriptor itself: {@code
 * System.err} may have become a part of the application's logging by then. Any thread may call.
 */
public final class AgentLog {
  private static final PrintStream STDERR =
      new PrintStream(new FileOutputStream(FileDescriptor.err), true);

  private AgentLog() {}

  /** Writes one line; line breaks in {@code message} become blanks. */
  public static void line(String message) {
    STDERR.println("tacho: " + message.replace('\n', ' ').replace('\r', ' '));
  }

  /** Writes one line for a failure inside the agent, with its cause and the place it came from. */
  public static void failure(String what, Throwable cause) {
    StackTraceElement[] trace = cause.getStackTrace();
    line(what + ": " + cause + (trace.length == 0 ? "" : " at " + trace[0]));
  }
}
