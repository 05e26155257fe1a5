package dev.tacho.agenttests.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tacho.agenttests.harness.CodeOfClasses;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent comes to a service that is busy, goes, and comes again, and no client notices. */
class AttachUnderLoadTest {
  private static final int CLIENTS = 4;

  /** Answered before the next thing happens. */
  private static final int SOME = 200;

  static Stream<Jdk> jdks() {
    List<Jdk> all = Jdk.from(17);
    return Jdk.isMatrix() ? all.stream() : Stream.of(all.get(0), all.get(all.size() - 1));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void noRequestFailsAndNothingIsLeftBehind(Jdk jdk, @TempDir Path scratch) throws Exception {
    try (RunningApp app = Container.SPRING_BOOT_4.on(jdk).attachedLate().agent().start();
        Load load = new Load(app)) {
      load.awaitAnswers(SOME);

      long startNanos = System.nanoTime();
      app.attach();
      app.await("the first measurement", () -> requests(app) > 0);
      Duration toFirst = Duration.ofNanos(System.nanoTime() - startNanos);
      load.awaitAnswers(SOME);
      assertThat(requests(app)).isGreaterThan(SOME / 8); // one path of four
      assertThat(CodeOfClasses.woven(app, Files.createDirectory(scratch.resolve("attached"))))
          .contains("org.apache.catalina.core.StandardHostValve");
      app.scrape().metric("tacho_errors_total").is(0);

      int port = app.agentPort();
      app.detach();
      load.awaitAnswers(SOME);
      assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
          .isInstanceOf(ConnectException.class);
      assertThat(app.threads()).doesNotContain("tacho-");
      assertThat(CodeOfClasses.woven(app, Files.createDirectory(scratch.resolve("detached"))))
          .isEmpty();
      assertThat(app.liveInstances("dev.tacho.premain.AgentClassLoader")).isZero();

      app.attach();
      double before = requests(app);
      load.awaitAnswers(SOME);
      assertThat(requests(app)).isGreaterThan(before);

      load.end();
      assertThat(load.failures).isEmpty();
      // For docs/performance.md: how long it takes tells of the machine as much as of the agent.
      System.out.printf("%s: first measurement %d ms after attaching%n", jdk, toFirst.toMillis());
    }
  }

  private static double requests(RunningApp app) {
    Scrape scrape = app.scrape();
    return scrape.metric("http_requests_total").with("route", "/shop/hello").sum();
  }

  /** Clients that ask for one page after the other. */
  private static final class Load implements AutoCloseable {
    final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final List<Thread> clients = new ArrayList<>();
    private final RunningApp app;
    private volatile boolean closed;

    Load(RunningApp app) {
      this.app = app;
      for (int i = 0; i < CLIENTS; i++) {
        Thread client = new Thread(this::ask);
        clients.add(client);
        client.start();
      }
    }

    private void ask() {
      List<String> paths = Application.SPRING.quick();
      for (int i = 0; !closed; i++) {
        String path = paths.get(i % paths.size());
        try {
          int status = app.get(path).statusCode();
          if (status != 200) {
            failures.add(path + " " + status);
          }
        } catch (RuntimeException failure) {
          failures.add(path + " " + failure);
        }
        answers.incrementAndGet();
      }
    }

    void awaitAnswers(int more) {
      int wanted = answers.get() + more;
      app.await(more + " more answers", () -> answers.get() >= wanted);
    }

    /** Asks no more, and waits for the last answers. */
    void end() throws InterruptedException {
      closed = true;
      for (Thread client : clients) {
        client.join();
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
