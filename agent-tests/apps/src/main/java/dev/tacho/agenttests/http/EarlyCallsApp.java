package dev.tacho.agenttests.http;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls from class initialisers on many threads at once, with the first of its instructions. Its
 * argument is what to call.
 */
public final class EarlyCallsApp {
  private static volatile String url;

  private EarlyCallsApp() {}

  public static void main(String[] arguments) throws Exception {
    url = arguments[0];
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Class<?> used = i % 2 == 0 ? One.class : Other.class;
      Thread thread = new Thread(() -> initialize(used));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println(One.answer + " " + Other.answer);
  }

  private static void initialize(Class<?> used) {
    try {
      Class.forName(used.getName());
      status();
    } catch (ClassNotFoundException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int status() throws IOException {
    return ((HttpURLConnection) new URL(url).openConnection()).getResponseCode();
  }

  private static int statusOrZero() {
    try {
      return status();
    } catch (IOException e) {
      return 0;
    }
  }

  private static final class One {
    static final int answer = statusOrZero();
  }

  private static final class Other {
    static final int answer = statusOrZero();
  }
}
