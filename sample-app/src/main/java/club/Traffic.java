package club;

import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sends the application a steady stream of requests. When too many are unanswered, the next ones
 * are left out rather than queued.
 */
final class Traffic implements AutoCloseable {
  static final int MOST_UNANSWERED = 16;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Semaphore places = new Semaphore(MOST_UNANSWERED);
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "club-traffic");
            thread.setDaemon(true);
            return thread;
          });
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

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private void sendNext() {
    // Taken even if it is left out, so that the sequence does not depend on the machine.
    var request = mix.next();
    if (places.tryAcquire()) {
      var unused =
          client
              .sendAsync(request, BodyHandlers.discarding())
              .whenComplete((response, failure) -> places.release());
    }
  }
}
