package dev.tacho.agenttests.apps;

import java.io.IOException;

/** Prints its threads once its input has ended: {@code name daemon}, a line each. */
public final class ThreadsApp {
  private ThreadsApp() {}

  public static void main(String[] arguments) throws IOException {
    while (System.in.read() >= 0) {
      // nothing is asked of the input but its end
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      System.out.println(thread.getName() + "|" + thread.isDaemon());
    }
  }
}
