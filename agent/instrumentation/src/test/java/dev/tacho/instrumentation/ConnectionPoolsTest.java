package dev.tacho.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tacho.record.CurrentThread;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connection pools themselves, woven, and what a scrape tells of them. */
final class ConnectionPoolsTest {
  /** Longer than any test takes. */
  private static final int PATIENT = 60_000;

  private static final String LIBRARIES =
      "com\\.zaxxer\\.hikari\\..*|org\\.apache\\.tomcat\\.(jdbc|dbcp)\\..*"
          + "|org\\.apache\\.commons\\.(dbcp2|pool2)\\..*"
          + "|com\\.mchange\\.v2\\.(c3p0|resourcepool)\\..*";

  private static final AtomicInteger names = new AtomicInteger();

  /** Kept, because a logger that nobody refers to forgets its level. */
  private static final List<Logger> talkative =
      List.of(Logger.getLogger("com.mchange"), Logger.getLogger("org.apache.tomcat.jdbc"));

  private final ClassLoader contextLoader = Thread.currentThread().getContextClassLoader();
  private final String name = "orders" + names.incrementAndGet();
  private final List<DataSource> opened = new ArrayList<>();

  @BeforeAll
  static void silenceThePools() {
    talkative.forEach(logger -> logger.setLevel(Level.OFF));
  }

  @BeforeEach
  void startARequest() {
    CurrentThread.beginRequest();
  }

  @AfterEach
  void nothingWentWrongInsideTheAgent() throws Exception {
    for (DataSource pool : opened) {
      pool.getClass().getMethod("close").invoke(pool);
    }
    Thread.currentThread().setContextClassLoader(contextLoader);
    assertThat(WovenLibrary.counted("tacho_errors_total")).isEmpty();
    assertThat(rows(name)).as("series of closed pools").isEmpty();
  }

  @ParameterizedTest
  @EnumSource(TestedPool.class)
  void connectionsAreActiveOrIdleAndTheirWaitAndUseIsCounted(TestedPool kind) throws Exception {
    DataSource pool = open(kind, name, PATIENT);

    Connection connection = pool.getConnection();
    assertThat(rows(name))
        .containsExactly(
            "db_connections active 1",
            "db_connections idle 0",
            "db_connections_max 1",
            "db_connection_requests_pending 0",
            "db_connection_wait_seconds_count 1",
            "db_connection_use_seconds_count 0",
            "db_connection_timeouts_total 0");

    connection.close();
    connection.close();
    assertThat(rows(name))
        .containsExactly(
            "db_connections active 0",
            "db_connections idle 1",
            "db_connections_max 1",
            "db_connection_requests_pending 0",
            "db_connection_wait_seconds_count 1",
            "db_connection_use_seconds_count 1",
            "db_connection_timeouts_total 0");
  }

  @ParameterizedTest
  @EnumSource(TestedPool.class)
  void aConnectionThatAnotherThreadGivesBackIsCountedAtThePoolItIsOf(TestedPool kind)
      throws Exception {
    DataSource pool = open(kind, name, PATIENT);
    DataSource other = open(kind, name + "b", PATIENT);
    Connection connection = pool.getConnection();
    Connection another = other.getConnection();

    inAnotherThread(connection::close).get();
    assertThat(count("db_connection_use_seconds_count", name)).isEqualTo(1);
    assertThat(count("db_connection_use_seconds_count", name + "b")).isZero();

    another.close();
    assertThat(count("db_connection_use_seconds_count", name)).isEqualTo(1);
    assertThat(count("db_connection_use_seconds_count", name + "b")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(TestedPool.class)
  void anAttemptThatGetsNoneIsATimeoutAndNoWait(TestedPool kind) throws Exception {
    DataSource pool = open(kind, name, kind.shortTimeoutMillis());
    try (Connection connection = pool.getConnection()) {
      assertThat(connection).isNotNull();
      inAnotherThread(
              () -> assertThatThrownBy(pool::getConnection).isInstanceOf(SQLException.class))
          .get();
    }

    assertThat(rows(name))
        .containsExactly(
            "db_connections active 0",
            "db_connections idle 1",
            "db_connections_max 1",
            "db_connection_requests_pending 0",
            "db_connection_wait_seconds_count 1",
            "db_connection_use_seconds_count 1",
            "db_connection_timeouts_total 1");
  }

  @ParameterizedTest
  @EnumSource(TestedPool.class)
  void threadsThatWaitArePendingUntilTheyHaveAConnection(TestedPool kind) throws Exception {
    DataSource pool = open(kind, name, PATIENT);
    Connection connection = pool.getConnection();
    List<FutureTask<Void>> waiting = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      waiting.add(inAnotherThread(() -> pool.getConnection().close()));
    }

    await(() -> count("db_connection_requests_pending", name) == 2);
    assertThat(count("db_connections", name, "active")).isEqualTo(1);
    connection.close();
    for (FutureTask<Void> each : waiting) {
      each.get();
    }

    assertThat(rows(name))
        .containsExactly(
            "db_connections active 0",
            "db_connections idle 1",
            "db_connections_max 1",
            "db_connection_requests_pending 0",
            "db_connection_wait_seconds_count 3",
            "db_connection_use_seconds_count 3",
            "db_connection_timeouts_total 0");
  }

  @ParameterizedTest
  @EnumSource(TestedPool.class)
  void aScrapeWaitsForNoLockOfThePool(TestedPool kind) throws Exception {
    DataSource pool = open(kind, name, PATIENT);
    pool.getConnection().close();
    List<Object> locks = new ArrayList<>();
    addLocks(pool, locks, 0);
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch scraped = new CountDownLatch(1);
    FutureTask<Void> holder =
        inAnotherThread(
            () ->
                holding(
                    locks,
                    () -> {
                      locked.countDown();
                      scraped.await();
                    }));
    locked.await();

    try {
      assertThat(assertTimeoutPreemptively(Duration.ofMinutes(2), () -> rows(name)))
          .contains("db_connections active 0", "db_connections idle 1");
    } finally {
      scraped.countDown();
    }
    holder.get();
  }

  @ParameterizedTest
  @EnumSource(TestedPool.class)
  void aPoolThatIsClosedIsNoLongerShownAndItsSuccessorBeginsAnew(TestedPool kind) throws Exception {
    DataSource first = open(kind, name, PATIENT);
    first.getConnection().close();
    first.getConnection().close();
    assertThat(count("db_connection_wait_seconds_count", name)).isEqualTo(2);

    kind.close(first);
    assertThat(rows(name)).isEmpty();

    open(kind, name, PATIENT).getConnection().close();
    assertThat(count("db_connection_wait_seconds_count", name)).isEqualTo(1);
  }

  /** Tomcat JDBC opens another pool; the others refuse. */
  @ParameterizedTest
  @EnumSource(
      value = TestedPool.class,
      mode = EnumSource.Mode.MATCH_NONE,
      names = {"TOMCAT_JDBC.*"})
  void whoAsksAClosedPoolDoesNotOpenItAgain(TestedPool kind) throws Exception {
    DataSource pool = open(kind, name, PATIENT);
    pool.getConnection().close();
    kind.close(pool);

    assertThatThrownBy(pool::getConnection).isInstanceOf(SQLException.class);

    assertThat(rows(name)).isEmpty();
  }

  /** Others have no pool then, or go on trying for longer than a test should last. */
  @ParameterizedTest
  @EnumSource(names = {"DBCP_2_1", "DBCP_2_13", "TOMCAT_DBCP_10"})
  void attemptsCountWhileTheDatabaseIsDownBeforeThePoolIsThere(TestedPool kind) throws Exception {
    DataSource pool = open(kind, name, PATIENT);
    pool.getClass().getMethod("setUrl", String.class).invoke(pool, "jdbc:h2:mem:x;IFEXISTS=TRUE");

    assertThatThrownBy(pool::getConnection).isInstanceOf(SQLException.class);
    assertThatThrownBy(pool::getConnection).isInstanceOf(SQLException.class);

    assertThat(rows(name))
        .containsExactly(
            "db_connection_wait_seconds_count 0",
            "db_connection_use_seconds_count 0",
            "db_connection_timeouts_total 2");
  }

  @ParameterizedTest
  @EnumSource(TestedPool.class)
  void aConnectionThatOutlivesItsPoolCountsNowhere(TestedPool kind) throws Exception {
    DataSource pool = open(kind, name, PATIENT);
    Connection connection = pool.getConnection();

    kind.close(pool);
    assertThat(rows(name)).isEmpty();
    connection.close();

    assertThat(rows(name)).isEmpty();
    assertThat(CurrentThread.connectionsHeld()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = TestedPool.class,
      mode = EnumSource.Mode.MATCH_NONE,
      names = {"DBCP.*", "TOMCAT_DBCP.*"})
  void poolsOfOneNameAreAddedUp(TestedPool kind) throws Exception {
    DataSource first = open(kind, name, PATIENT);
    DataSource second = open(kind, name, PATIENT);
    first.getConnection().close();

    try (Connection connection = second.getConnection()) {
      assertThat(connection).isNotNull();
      assertThat(rows(name))
          .containsExactly(
              "db_connections active 1",
              "db_connections idle 1",
              "db_connections_max 2",
              "db_connection_requests_pending 0",
              "db_connection_wait_seconds_count 2",
              "db_connection_use_seconds_count 1",
              "db_connection_timeouts_total 0");
    }
    kind.close(first);
    assertThat(rows(name))
        .containsExactly(
            "db_connections active 0",
            "db_connections idle 1",
            "db_connections_max 1",
            "db_connection_requests_pending 0",
            "db_connection_wait_seconds_count 2",
            "db_connection_use_seconds_count 2",
            "db_connection_timeouts_total 0");
  }

  @ParameterizedTest
  @EnumSource(TestedPool.class)
  void tenRedeploymentsOfAPoolWithoutANameAreOneName(TestedPool kind) throws Exception {
    List<String> before = poolNames();
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      DataSource pool = open(kind, null, PATIENT);
      pool.getConnection().close();
      List<String> now = new ArrayList<>(poolNames());
      now.removeAll(before);
      seen.addAll(now);
      kind.close(pool);
      opened.remove(pool);
    }

    assertThat(seen).hasSize(10);
    assertThat(seen.get(0)).matches(kind.unnamed() + "-[0-9]+");
    assertThat(seen).containsOnly(seen.get(0));
    assertThat(poolNames()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(TestedPool.class)
  void poolsWithoutANameThatAreOpenTogetherDiffer(TestedPool kind) throws Exception {
    List<String> before = poolNames();
    open(kind, null, PATIENT).getConnection().close();
    open(kind, null, PATIENT).getConnection().close();

    List<String> now = new ArrayList<>(poolNames());
    now.removeAll(before);
    assertThat(now).hasSize(2).doesNotHaveDuplicates();
  }

  /**
   * Of the class path DriverManager would initialise, and keep, the drivers that other tests left
   * with it; c3p0 stays in the JVM without the agent as well (tried with 0.9.5.5 and 0.11.2).
   */
  @ParameterizedTest
  @EnumSource(names = {"HIKARI_7", "TOMCAT_JDBC_11", "DBCP_2_1"})
  void anApplicationThatIsTakenAwayIsCollectedWithItsPool(TestedPool kind) throws Exception {
    WeakReference<ClassLoader> gone = deployAndTakeAway(kind);

    await(
        () -> {
          System.gc();
          return gone.get() == null;
        });
  }

  private WeakReference<ClassLoader> deployAndTakeAway(TestedPool kind) throws Exception {
    ClassLoader loader = kind.newLoader();
    Thread.currentThread().setContextClassLoader(loader);
    DataSource pool = kind.create(loader, name, PATIENT);
    pool.getConnection().close();
    assertThat(count("db_connection_use_seconds_count", name)).isEqualTo(1);
    kind.close(pool);
    loader.loadClass("org.h2.Driver").getMethod("unload").invoke(null);
    Thread.currentThread().setContextClassLoader(contextLoader);
    return new WeakReference<>(loader);
  }

  private DataSource open(TestedPool kind, String called, int timeoutMillis) throws Exception {
    Thread.currentThread().setContextClassLoader(kind.loader());
    DataSource pool = kind.create(called, timeoutMillis);
    opened.add(pool);
    return pool;
  }

  /** What a scrape tells of one pool, without its buckets and sums. */
  private static List<String> rows(String pool) {
    List<String> rows = new ArrayList<>();
    for (String metric :
        List.of(
            "db_connections",
            "db_connections_max",
            "db_connection_requests_pending",
            "db_connection_wait_seconds_count",
            "db_connection_use_seconds_count",
            "db_connection_timeouts_total")) {
      for (String sample : WovenLibrary.samples(metric)) {
        if (sample.startsWith("{pool=\"" + pool + "\"")) {
          String state = sample.replaceAll(".*state=\"(.*)\"}.*|.*", "$1");
          String value = sample.replaceAll(".*} |\\.0$", "");
          rows.add((metric + " " + state).trim() + " " + value);
        }
      }
    }
    return rows;
  }

  private static int count(String metric, String pool) {
    return count(metric, pool, "");
  }

  private static int count(String metric, String pool, String state) {
    String start = (metric + " " + state).trim() + " ";
    return rows(pool).stream()
        .filter(row -> row.startsWith(start))
        .mapToInt(row -> Integer.parseInt(row.substring(start.length())))
        .sum();
  }

  private static List<String> poolNames() {
    return WovenLibrary.samples("db_connections_max").stream()
        .map(sample -> sample.replaceAll(".*pool=\"(.*)\".*", "$1"))
        .toList();
  }

  /** The pool and the objects of its library in its fields, as monitors, and locks in there. */
  private static void addLocks(Object object, List<Object> locks, int depth)
      throws ReflectiveOperationException {
    if (object == null || depth > 6 || locks.stream().anyMatch(known -> known == object)) {
      return;
    }
    if (object instanceof HashMap<?, ?> map) {
      for (Object value : map.values()) {
        addLocks(value, locks, depth + 1);
      }
    } else if (object instanceof ReentrantLock) {
      locks.add(object);
    } else if (object.getClass().getName().matches(LIBRARIES)) {
      locks.add(object);
      for (Class<?> c = object.getClass(); c.getName().matches(LIBRARIES); c = c.getSuperclass()) {
        for (Field field : c.getDeclaredFields()) {
          field.setAccessible(true);
          addLocks(field.get(object), locks, depth + 1);
        }
      }
    }
  }

  @SuppressWarnings("LockNotBeforeTry")
  private static void holding(List<Object> locks, Task task) throws Exception {
    if (locks.isEmpty()) {
      task.run();
      return;
    }
    Object first = locks.get(0);
    List<Object> rest = locks.subList(1, locks.size());
    if (first instanceof ReentrantLock lock) {
      lock.lock();
      try {
        holding(rest, task);
      } finally {
        lock.unlock();
      }
    } else {
      synchronized (first) {
        holding(rest, task);
      }
    }
  }

  private interface Task {
    void run() throws Exception;
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) {
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          while (!condition.holds() && !Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
          }
        });
  }

  private static FutureTask<Void> inAnotherThread(Task task) {
    FutureTask<Void> future =
        new FutureTask<>(
            () -> {
              task.run();
              return null;
            });
    new Thread(future, "another").start();
    return future;
  }
}
