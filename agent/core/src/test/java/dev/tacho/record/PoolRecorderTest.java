package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.Families;
import dev.tacho.metrics.PoolNumbers;
import dev.tacho.metrics.Scrape;
import dev.tacho.metrics.TestFamilies;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pools of a made-up library, asked for connections as woven code asks for them. */
final class PoolRecorderTest {
  private static final int TELLING = 0;
  private static final int SILENT = 1;
  private static final int UNKNOWN_VERSION = 2;

  /** An entry of a weak map with its key: a map's node and a weak reference with three fields. */
  private static final long BYTES_OF_A_CONNECTION = 88;

  private final AgentHealth health = new AgentHealth(List.of("acme"));
  private final Families families = TestFamilies.with("", health);
  private final ThreadState thread = ThreadState.get();
  private final PoolRecorder pools =
      new PoolRecorder(
          List.of(new AcmeLibrary(false), new AcmeLibrary(true), new UnknownVersion()),
          families.pools(),
          health);
  private final ConnectionRecorder connections = new ConnectionRecorder(pools);
  private final AcmePool pool = new AcmePool("orders");

  private static final class AcmePool {
    final String name;
    boolean open = true;
    boolean broken;

    AcmePool(String name) {
      this.name = name;
    }

    int read(int number) {
      if (broken) {
        throw new IllegalStateException("cannot be read");
      }
      return number;
    }
  }

  private static final class AcmeLibrary extends PoolLibrary implements PoolAccess {
    AcmeLibrary(boolean countsWaiting) {
      super("acme", "AcmePool", countsWaiting);
    }

    @Override
    protected PoolAccess access(Class<?> poolClass) {
      return this;
    }

    @Override
    public String name(Object pool) {
      return ((AcmePool) pool).name;
    }

    @Override
    public boolean isOpen(Object pool) {
      return ((AcmePool) pool).open;
    }

    @Override
    public PoolNumbers read(Object pool) {
      return PoolNumbers.of(((AcmePool) pool).read(3), 2, 10, 0);
    }
  }

  private static final class UnknownVersion extends PoolLibrary {
    UnknownVersion() {
      super("acme", "AcmePool", false);
    }

    @Override
    protected PoolAccess access(Class<?> poolClass) throws ReflectiveOperationException {
      throw new NoSuchFieldException("moved");
    }
  }

  @BeforeEach
  void startARequest() {
    thread.beginRequest();
  }

  @Test
  void aPoolThatWasCreatedIsKnownBeforeAnybodyAsksIt() {
    found(pool);

    assertThat(shown("db_connections")).containsExactly("active\"} 3", "idle\"} 2");
    assertThat(labels("db_connection_timeouts_total")).containsExactly("{pool=\"orders\"}");
  }

  @Test
  void aPoolThatWasCreatedBeforeWeavingIsKnownOnceItIsAsked() {
    borrow(TELLING, pool, new Object());

    assertThat(shown("db_connection_wait_seconds_count")).containsExactly("orders\"} 1");
  }

  @Test
  void aConnectionIsWaitedForAndUsedOnce() {
    Object connection = new Object();
    borrow(TELLING, pool, connection);
    assertThat(shown("db_connection_use_seconds_count")).isEmpty();

    connections.returned(thread, connection);
    connections.returned(thread, connection);

    assertThat(shown("db_connection_wait_seconds_count")).containsExactly("orders\"} 1");
    assertThat(shown("db_connection_use_seconds_count")).containsExactly("orders\"} 1");
    assertThat(thread.connectionsHeld()).isZero();
  }

  @Test
  void whoGotNoneHasNotWaited() {
    borrow(TELLING, pool, null);

    assertThat(shown("db_connection_timeouts_total")).containsExactly("orders\"} 1");
    assertThat(shown("db_connection_wait_seconds_count")).isEmpty();
    assertThat(thread.connectionsHeld()).isZero();
    assertThat(thread.connections.lastPool).isNull();
  }

  @Test
  void theConnectionThatADataSourceWrapsIsOfThePoolWithin() {
    Object wrapper = new Object();
    long outer = connections.enter(thread);
    borrow(TELLING, pool, new Object());
    connections.taken(thread, outer, wrapper);
    assertThat(thread.connectionsHeld()).isEqualTo(1);

    connections.returned(thread, wrapper);

    assertThat(shown("db_connection_wait_seconds_count")).containsExactly("orders\"} 1");
    assertThat(shown("db_connection_use_seconds_count")).containsExactly("orders\"} 1");
  }

  @Test
  void aPoolOverAPoolIsTheOneThatIsUsed() {
    AcmePool below = new AcmePool("below");
    Object connection = new Object();
    long outer = connections.enterPool(thread, TELLING, pool);
    borrow(TELLING, below, new Object());
    connections.leavePool(thread, outer, TELLING, pool, connection);

    connections.returned(thread, connection);

    assertThat(shown("db_connection_wait_seconds_count"))
        .containsExactlyInAnyOrder("below\"} 1", "orders\"} 1");
    assertThat(shown("db_connection_use_seconds_count")).containsExactly("orders\"} 1");
  }

  @Test
  void aConnectionThatWasGivenBackWithinTheCallIsNotTheOneThatIsUsed() {
    Object tried = new Object();
    Object connection = new Object();
    long outer = connections.enter(thread);
    borrow(TELLING, pool, tried);
    connections.returned(thread, tried);
    connections.taken(thread, outer, connection);

    connections.returned(thread, connection);

    assertThat(shown("db_connection_use_seconds_count")).isEmpty();
  }

  @Test
  void theThreadRemembersThePoolAndTheWaitOfItsLastConnection() {
    borrow(TELLING, pool, new Object());
    assertThat(thread.connections.lastPool).isEqualTo("orders");
    assertThat(thread.connections.lastWaitNanos).isPositive();

    connections.opened(thread, connections.enter(thread), new Object());
    assertThat(thread.connections.lastPool).isNull();
    assertThat(thread.connections.lastWaitNanos).isZero();

    borrow(TELLING, pool, new Object());
    thread.beginRequest();
    assertThat(thread.connections.lastPool).isNull();
  }

  @Test
  void threadsThatAskedAreCountedWhereThePoolDoesNotTell() {
    long token = connections.enterPool(thread, SILENT, pool);
    found(pool);
    assertThat(shown("db_connection_requests_pending")).containsExactly("orders\"} 1");

    connections.leavePool(thread, token, SILENT, pool, new Object());
    assertThat(shown("db_connection_requests_pending")).isEmpty();
  }

  @Test
  void threadsThatAskAcrossAReopeningAreCountedOnce() {
    borrow(SILENT, pool, new Object());
    long token = connections.enterPool(thread, SILENT, pool);
    pool.open = false;
    assertThat(labels("db_connection_requests_pending")).isEmpty();

    pool.open = true;
    borrow(SILENT, pool, new Object());
    assertThat(shown("db_connection_requests_pending")).containsExactly("orders\"} 1");
    connections.leavePool(thread, token, SILENT, pool, null);

    assertThat(shown("db_connection_requests_pending")).isEmpty();
    assertThat(shown("db_connection_wait_seconds_count")).containsExactly("orders\"} 1");
    assertThat(shown("db_connection_timeouts_total")).containsExactly("orders\"} 1");
  }

  @Test
  void whoAsksAClosedPoolDoesNotOpenIt() {
    pool.open = false;
    found(pool);
    borrow(TELLING, pool, null);

    assertThat(labels("db_connections_max")).isEmpty();
    assertThat(labels("db_connection_timeouts_total")).isEmpty();
  }

  @Test
  void aPoolThatFailsToAnswerCostsItsGaugesOnlyAndIsAnErrorOfItsLibrary() {
    found(new AcmePool("members"));
    borrow(TELLING, pool, new Object());
    pool.broken = true;

    Scrape scrape = Scrape.of(families);
    assertThat(scrape.labels("db_connections_max")).containsExactly("{pool=\"members\"}");
    assertThat(scrape.counted("db_connection_wait_seconds_count"))
        .containsExactly("{pool=\"orders\"} 1");
    assertThat(scrape.counted("tacho_errors_total"))
        .containsExactly("{instrumentation=\"acme\"} 1");
  }

  @Test
  void aPoolOfAnUnknownVersionIsTimedAndComplainedOfOnce() {
    for (int i = 0; i < 3; i++) {
      Object connection = new Object();
      borrow(UNKNOWN_VERSION, pool, connection);
      connections.returned(thread, connection);
    }

    Scrape scrape = Scrape.of(families);
    assertThat(scrape.labels("db_connections_max")).isEmpty();
    assertThat(scrape.counted("db_connection_use_seconds_count"))
        .containsExactly("{pool=\"AcmePool-1\"} 3");
    assertThat(scrape.counted("tacho_errors_total"))
        .containsExactly("{instrumentation=\"acme\"} 1");
  }

  @Test
  void aPoolThatNobodyClosedGoesWhenItIsCollected() {
    openAndForget();

    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!labels("db_connections_max").isEmpty() && System.nanoTime() < deadline) {
      System.gc();
    }

    assertThat(labels("db_connections_max")).isEmpty();
    assertThat(labels("db_connection_timeouts_total")).isEmpty();
  }

  private void openAndForget() {
    borrow(TELLING, new AcmePool("forgotten"), new Object());
    assertThat(labels("db_connections_max")).containsExactly("{pool=\"forgotten\"}");
  }

  @Test
  void gettingAConnectionAllocatesItsEntryAndNothingElse() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Object[] taken = new Object[1_000];
    for (int i = 0; i < taken.length; i++) {
      taken[i] = new Object();
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    long itself = threads.getCurrentThreadAllocatedBytes() - before;

    // Some rounds make a bucket of a histogram, for a duration that was not there before.
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      before = threads.getCurrentThreadAllocatedBytes();
      borrowAndReturn(taken);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before - itself);
    }

    assertThat(least).isEqualTo(taken.length * BYTES_OF_A_CONNECTION);
  }

  private void borrowAndReturn(Object[] taken) {
    for (Object connection : taken) {
      borrow(SILENT, pool, connection);
      connections.returned(thread, connection);
    }
  }

  private void found(AcmePool found) {
    pools.found(thread, TELLING, found);
  }

  private void borrow(int library, AcmePool asked, Object connection) {
    long token = connections.enterPool(thread, library, asked);
    connections.leavePool(thread, token, library, asked, connection);
  }

  /** What follows {@code pool="} and {@code state="} in the samples that are not 0. */
  private List<String> shown(String metric) {
    return Scrape.of(families).counted(metric).stream()
        .map(sample -> sample.replaceAll(".*(pool|state)=\"", ""))
        .toList();
  }

  private List<String> labels(String metric) {
    return Scrape.of(families).labels(metric);
  }
}
