package club;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Sends the application a steady stream of requests. When too many are unanswered, the next ones
 * are left out rather than queued. They go over plain sockets: with a client of HTTP the
 * application would look as if it called itself, and these are other people's calls.
 */
final class Traffic implements AutoCloseable {
  static final int MOST_UNANSWERED = 16;

  private final Semaphore places = new Semaphore(MOST_UNANSWERED);
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(named("club-traffic"));
  private final ExecutorService clients = Executors.newCachedThreadPool(named("club-client"));
  private final TrafficMix mix;

  private Traffic(TrafficMix mix) {
    this.mix = mix;
  }

  static Traffic start(TrafficMix mix, int perSecond) {
    Traffic traffic = new Traffic(mix);
    long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
    var unused =
        traffic.clock.scheduleAtFixedRate(traffic::sendNext, 0, period, TimeUnit.NANOSECONDS);
    return traffic;
  }

  private static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public void close() {
    clock.shutdownNow();
    clients.shutdownNow();
  }

  private void sendNext() {
    // Taken even if it is left out, so that the sequence does not depend on the machine.
    var request = mix.next();
    if (places.tryAcquire()) {
      clients.execute(
          () -> {
            try {
              send(request);
            } finally {
              places.release();
            }
          });
    }
  }

  private static void send(HttpRequest request) {
    URI uri = request.uri();
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout((int) request.timeout().orElseThrow().toMillis());
      OutputStream out = socket.getOutputStream();
      out.write(
          (request.method()
                  + " "
                  + uri.getRawPath()
                  + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
                  + " HTTP/1.1\r\nHost: "
                  + uri.getAuthority()
                  + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
              .getBytes(ISO_8859_1));
      InputStream answer = socket.getInputStream();
      answer.transferTo(OutputStream.nullOutputStream());
    } catch (IOException givenUp) {
      // The application is slow or gone; the next request shows whether it still is.
    }
  }
}
