package dev.tacho.agenttests.apps;

import java.io.IOException;

/** An application that prints, waits for the end of its input, and ends with a code of its own. */
public final class PlainApp {
  public static final String OUTPUT = "started\nended\n";
  public static final String ERROR_OUTPUT = "to stderr\n";
  public static final int EXIT_CODE = 3;

  private PlainApp() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println("started");
    System.err.println("to stderr");
    while (System.in.read() >= 0) {
      // nothing is asked of the input but its end
    }
    System.out.println("ended");
    System.exit(EXIT_CODE);
  }
}
