package dev.tacho.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.facade.TachoProbe;
import dev.tacho.facade.TachoSlot;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** H2, woven, not woven, and woven again. */
final class UnweavingTest {
  private static final int THREADS = 4;
  private static final String STATEMENT = "org.h2.jdbc.JdbcStatement";
  private static final String PREPARED = "org.h2.jdbc.JdbcPreparedStatement";
  private static final String CONNECTION = "org.h2.jdbc.JdbcConnection";
  private static final byte[] FACADE =
      TachoProbe.class.getName().replace('.', '/').getBytes(StandardCharsets.US_ASCII);

  private final Instrumentation jvm = ByteBuddyAgent.install();
  private final AtomicInteger served = new AtomicInteger();
  private final ClassLoader loader = WovenLibrary.loaderOfTheJarOf(org.h2.Driver.class);

  @AfterEach
  void weaveAgain() {
    WovenLibrary.weaveAgain();
    assertThat(WovenLibrary.counted("tacho_errors_total")).isEmpty();
  }

  @Test
  void classesGetTheVeryCodeBackThatTheyWereLoadedWith() throws Exception {
    try (Connection connection = connect()) {
      create(connection, "unwoven_bytes");
      select(connection, "unwoven_bytes");
      WovenLibrary.unweave();

      Map<String, byte[]> now = classFilesSeenByALaterAgent();
      assertThat(now.get(CONNECTION)).isEqualTo(original(CONNECTION));
      assertThat(now.get(STATEMENT)).isEqualTo(original(STATEMENT));
      assertThat(contains(now.get(PREPARED), FACADE)).isFalse();
      assertThat(loader.loadClass(PREPARED).getInterfaces())
          .as("its slot, which it cannot lose")
          .contains(TachoSlot.class);

      WovenLibrary.weaveAgain();
      assertThat(contains(classFilesSeenByALaterAgent().get(PREPARED), FACADE)).isTrue();
    }
  }

  @Test
  void nothingCountsUntilClassesAreWovenAgain() throws Exception {
    try (Connection connection = connect()) {
      create(connection, "unwoven_counts");
      select(connection);
      WovenLibrary.unweave();
      select(connection);
      assertThat(instrumentedClasses()).isEqualTo("[]");

      WovenLibrary.weaveAgain();
      select(connection);
      select(connection);
    }

    assertThat(instrumentedClasses()).isNotEqualTo("[]");
    assertThat(selects("unwoven_counts")).isEqualTo(3);
  }

  @Test
  void classesLoadedMeanwhileAreWovenToo() throws Exception {
    WovenLibrary.unweave();
    try (Connection connection = connect()) {
      create(connection, "loaded_meanwhile");
      select(connection, "loaded_meanwhile");
      WovenLibrary.weaveAgain();
      select(connection, "loaded_meanwhile");
    }

    assertThat(selects("loaded_meanwhile")).isEqualTo(1);
  }

  @Test
  void aStatementThatWasPreparedBeforeIsKnownAfterwards() throws Exception {
    try (Connection connection = connect()) {
      create(connection, "kept_prepared");
      try (PreparedStatement select = connection.prepareStatement("select * from kept_prepared")) {
        select.execute();
        WovenLibrary.unweave();
        select.execute();
        WovenLibrary.weaveAgain();
        select.execute();
      }
    }

    assertThat(selects("kept_prepared")).isEqualTo(2);
  }

  @Test
  void whatIsInFlightWhileTheAgentIsSwitchedOffAndOnLeavesNothingBehind() throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        running.add(threads.submit(() -> serveUntil(ended)));
      }
      for (int i = 0; i < 20; i++) {
        awaitRequests();
        if (i % 7 == 0) {
          WovenLibrary.unweave();
          awaitRequests();
          WovenLibrary.weaveAgain();
        } else {
          TachoProbe.pause();
          awaitRequests();
          WovenLibrary.resume();
        }
      }
      ended.set(true);
      for (Future<?> thread : running) {
        thread.get();
      }
      assertThat(WovenLibrary.value("http_active_requests")).isZero();

      for (int i = 0; i < THREADS; i++) {
        threads.submit(() -> serve("counted_phase")).get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(WovenLibrary.value("http_active_requests")).isZero();
    assertThat(selects("counted_phase")).isEqualTo(THREADS * 10);
    assertThat(
            WovenLibrary.counted("http_requests_total").stream()
                .filter(sample -> sample.contains("/counted_phase"))
                .toList())
        .containsExactly(
            "{method=\"GET\",route=\"/counted_phase\",status_code=\"200\"} " + THREADS + ".0");
  }

  /** Until every thread is likely to have met what has been switched. */
  private void awaitRequests() {
    int enough = served.get() + 2 * THREADS;
    while (served.get() < enough) {
      Thread.onSpinWait();
    }
  }

  private Object serveUntil(AtomicBoolean ended) throws Exception {
    while (!ended.get()) {
      serve("uncounted_phase");
    }
    return null;
  }

  /** A request of ten queries, one of them while the agent may be switched. */
  private Object serve(String name) throws Exception {
    long token =
        !TachoProbe.measures()
            ? 0
            : TachoProbe.requestNested()
                ? -1
                : TachoProbe.requestEnter("GET", '/' + name, "", null);
    TachoProbe.routeMatched("", "", '/' + name);
    try (Connection connection = connect()) {
      create(connection, name);
      for (int i = 0; i < 10; i++) {
        select(connection, name);
      }
    } finally {
      TachoProbe.requestDone(TachoProbe.requestLeave(token), 200, false, null);
      served.incrementAndGet();
    }
    return null;
  }

  private Connection connect() throws Exception {
    Driver driver = (Driver) loader.loadClass("org.h2.Driver").getConstructor().newInstance();
    return driver.connect("jdbc:h2:mem:", new Properties());
  }

  private static void create(Connection connection, String table) throws SQLException {
    connection.createStatement().execute("create table " + table + " (id int)");
  }

  private static void select(Connection connection) throws SQLException {
    select(connection, "unwoven_counts");
  }

  private static void select(Connection connection, String table) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("select * from " + table)) {
      select.execute();
    }
  }

  private static int selects(String table) {
    String labels =
        "{collection=\"" + table + "\",operation=\"select\",status=\"success\",system=\"h2\"} ";
    return WovenLibrary.samples("db_queries_total").stream()
        .filter(sample -> sample.startsWith(labels))
        .mapToInt(sample -> (int) Double.parseDouble(sample.substring(labels.length())))
        .sum();
  }

  private static String instrumentedClasses() {
    return WovenLibrary.counted("tacho_instrumented_classes").toString();
  }

  private Map<String, byte[]> classFilesSeenByALaterAgent() throws Exception {
    Map<String, byte[]> seen = new HashMap<>();
    ClassFileTransformer later =
        new ClassFileTransformer() {
          @Override
          public byte[] transform(
              ClassLoader of, String name, Class<?> type, ProtectionDomain domain, byte[] bytes) {
            seen.put(name.replace('/', '.'), bytes);
            return null;
          }
        };
    jvm.addTransformer(later, true);
    try {
      for (String name : List.of(STATEMENT, PREPARED, CONNECTION)) {
        jvm.retransformClasses(loader.loadClass(name));
      }
    } finally {
      jvm.removeTransformer(later);
    }
    return seen;
  }

  private byte[] original(String name) throws IOException {
    try (InputStream in = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
      return in.readAllBytes();
    }
  }

  private static boolean contains(byte[] all, byte[] part) {
    return new String(all, StandardCharsets.ISO_8859_1)
        .contains(new String(part, StandardCharsets.ISO_8859_1));
  }
}
