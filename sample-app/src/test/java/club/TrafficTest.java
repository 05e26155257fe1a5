package club;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TrafficTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer target;

  @BeforeEach
  void startTarget() throws Exception {
    target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    target.setExecutor(threads);
  }

  @AfterEach
  void stopTarget() {
    target.stop(0);
    threads.shutdownNow();
  }

  @Test
  void aSlowTargetGetsNoMoreRequestsAtATimeThanMayBeUnanswered() throws Exception {
    CountDownLatch firstOnes = new CountDownLatch(Traffic.MOST_UNANSWERED);
    CountDownLatch requests = new CountDownLatch(3 * Traffic.MOST_UNANSWERED);
    AtomicInteger unanswered = new AtomicInteger();
    AtomicInteger mostUnanswered = new AtomicInteger();
    target.createContext(
        "/",
        exchange -> {
          mostUnanswered.accumulateAndGet(unanswered.incrementAndGet(), Math::max);
          firstOnes.countDown();
          awaitUninterrupted(firstOnes);
          unanswered.decrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
          requests.countDown();
        });
    target.start();

    Traffic traffic = Traffic.start(TrafficMix.Kind.CALM.of(address()), 1_000);
    try {
      assertThat(requests.await(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      traffic.close();
    }
    assertThat(mostUnanswered).hasValue(Traffic.MOST_UNANSWERED);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + target.getAddress().getPort());
  }
}
