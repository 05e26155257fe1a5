package dev.tacho.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/** What a command reads and writes besides files and the network: the process, or a test. */
public final class Console {
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> environment;
  private final boolean terminal;

  /**
   * @param terminal whether a person looks at {@code out} while it is written
   */
  public Console(
      InputStream in,
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      boolean terminal) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.environment = environment;
    this.terminal = terminal;
  }

  static Console ofProcess() {
    return new Console(System.in, System.out, System.err, System.getenv(), isAtTerminal());
  }

  /** Since Java 22 there is a console without a terminal, too, and a method to tell. */
  @SuppressWarnings("SystemConsoleNull") // on older ones that is what tells
  private static boolean isAtTerminal() {
    java.io.Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException olderJava) {
      return true;
    }
  }

  public InputStream in() {
    return in;
  }

  /** For what was asked for. */
  public PrintStream out() {
    return out;
  }

  /** For what went wrong, and for progress. */
  public PrintStream err() {
    return err;
  }

  public Map<String, String> environment() {
    return environment;
  }

  public boolean isTerminal() {
    return terminal;
  }
}
