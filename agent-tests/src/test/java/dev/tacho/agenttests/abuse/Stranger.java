package dev.tacho.agenttests.abuse;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tacho.agenttests.harness.Abuse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Abuses a port while it is told to, in a process of its own, which runs at the lowest priority: so
 * what it takes of the processor itself is not taken from who is measured.
 */
public final class Stranger {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int HELD = 1000;
  private static final int HEADER_BYTES = 10 << 20;

  private final int port;
  private final int each;

  private Stranger(int port, int each) {
    this.port = port;
    this.each = each;
  }

  /** Starts one. A line to its input begins or ends the abuse, and is answered by a line. */
  static Process start(int port, int each) throws IOException {
    return new ProcessBuilder(
            "nice",
            "-n",
            "19",
            System.getProperty("java.home") + "/bin/java",
            "-cp",
            System.getProperty("java.class.path"),
            Stranger.class.getName(),
            Integer.toString(port),
            Integer.toString(each))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /**
   * Reads its input until that ends.
   *
   * @param arguments the port; how much of everything there is every tenth of a second
   */
  public static void main(String[] arguments) throws IOException {
    Stranger stranger =
        new Stranger(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    while (in.readLine() != null) {
      stranger.abuse(in);
      if (in.readLine() != null) {
        System.out.println("stopped");
      }
    }
  }

  /** All at once: a thousand held connections, half of them dribbling, and the rest in turn. */
  private void abuse(BufferedReader in) throws IOException {
    try (Abuse abuse = new Abuse(port)) {
      abuse.hold(HELD / 2, "");
      abuse.hold(HELD / 2, "GET /metrics HTTP/1.1\r\nX-");
      System.out.println("started");
      for (int i = 0; !in.ready(); i++) {
        abuse.dribble();
        abuse.hold(each, "GET /");
        abuse.scan(each);
        if (i % 10 == 0) {
          abuse.bigHeader(HEADER_BYTES);
        }
        abuse.status("DELETE /metrics");
        abuse.status("GET /..%2f..%2fetc%2fpasswd");
        for (int guess = 0; guess < each; guess++) {
          abuse.status("GET /metrics", "Authorization: " + basic("prometheus:" + i + guess));
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }
}
