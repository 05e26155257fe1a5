package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.facade.TachoSink;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ConnectionRecorderTest {
  private final TachoSink recorder = new RecorderFixture().recorder;
  private final Object connection = new Object();

  @BeforeEach
  void startARequest() {
    ThreadState.get().beginRequest();
  }

  @Test
  void aConnectionIsHeldUntilItIsReturned() {
    take(connection);
    assertThat(held()).isEqualTo(1);

    recorder.connectionReturned(connection);
    assertThat(held()).isZero();
  }

  @Test
  void returningTwiceIsReturningOnce() {
    take(connection);
    take(new Object());

    recorder.connectionReturned(connection);
    recorder.connectionReturned(connection);

    assertThat(held()).isEqualTo(1);
  }

  @Test
  void whatNobodyTookReturnsNothing() {
    take(connection);

    recorder.connectionReturned(new Object());

    assertThat(held()).isEqualTo(1);
  }

  @Test
  void theOutermostCallCounts() {
    Object physical = new Object();
    long outer = recorder.connectionEnter();
    take(physical);
    assertThat(held()).as("before the outer call ends").isZero();
    recorder.connectionTaken(outer, connection);
    assertThat(held()).isEqualTo(1);

    recorder.connectionReturned(physical);
    assertThat(held()).isEqualTo(1);
    recorder.connectionReturned(connection);
    assertThat(held()).isZero();
  }

  @Test
  void aCallThatGetsNoneHoldsNone() {
    long outer = recorder.connectionEnter();
    take(connection);
    recorder.connectionTaken(outer, null);

    assertThat(held()).isZero();
    take(connection);
    assertThat(held()).as("the next call is an outermost one").isEqualTo(1);
  }

  @Test
  void theOutermostConnectionBehindAProxyStandsForIt() {
    Object physical = new Object();
    long outer = recorder.connectionEnter();
    long pool = recorder.connectionEnter();
    take(physical);
    recorder.connectionTaken(pool, connection);
    recorder.connectionTaken(outer, proxy());
    assertThat(held()).isEqualTo(1);

    recorder.connectionReturned(physical);
    assertThat(held()).isEqualTo(1);
    recorder.connectionReturned(connection);
    assertThat(held()).isZero();
  }

  @Test
  void aProxyWithNothingBehindItIsNotHeld() {
    take(proxy());
    assertThat(held()).isZero();

    take(connection);
    take(proxy());
    assertThat(held()).as("what an earlier call took is not behind it").isEqualTo(1);
  }

  @Test
  void aConnectionThatWasReturnedWithinTheCallIsNotBehindTheProxy() {
    long outer = recorder.connectionEnter();
    take(connection);
    recorder.connectionReturned(connection);
    recorder.connectionTaken(outer, proxy());

    assertThat(held()).isZero();
  }

  @Test
  void aDriversConnectionIsHeldUnlessADataSourceAskedForIt() {
    recorder.connectionOpened(recorder.connectionEnter(), connection);
    assertThat(held()).isEqualTo(1);
    recorder.connectionReturned(connection);

    long outer = recorder.connectionEnter();
    recorder.connectionOpened(recorder.connectionEnter(), connection);
    recorder.connectionTaken(outer, proxy());
    assertThat(held()).as("the proxy's close may keep it open, in a pool").isZero();
  }

  @Test
  void aDriversProxyIsNotHeld() {
    recorder.connectionOpened(recorder.connectionEnter(), proxy());

    assertThat(held()).isZero();
  }

  @Test
  void theSameConnectionHandedOutTwiceIsOne() {
    take(connection);
    take(connection);
    assertThat(held()).isEqualTo(1);

    recorder.connectionReturned(connection);
    assertThat(held()).isZero();
  }

  @Test
  void aConnectionPassesFromThreadToThread() throws InterruptedException {
    take(connection);
    List<Integer> heldByTheOther = new ArrayList<>();
    Thread other =
        new Thread(
            () -> {
              take(connection);
              heldByTheOther.add(held());
              recorder.connectionReturned(connection);
              heldByTheOther.add(held());
            });
    other.start();
    other.join();

    assertThat(heldByTheOther).containsExactly(1, 0);
    assertThat(held()).isZero();
  }

  @Test
  void aRequestStartsWithNothingHeldWhateverHappenedBefore() {
    take(connection);
    long lost = recorder.connectionEnter();
    take(new Object());
    assertThat(lost).isPositive();

    ThreadState.get().beginRequest();
    assertThat(held()).isZero();
    take(proxy());
    assertThat(held()).isZero();
    Object own = new Object();
    take(own);
    recorder.connectionReturned(connection);
    assertThat(held()).isEqualTo(1);
    recorder.connectionReturned(own);
    assertThat(held()).isZero();
  }

  @Test
  void gettingAConnectionIsTimeInTheDatabase() {
    RecorderFixture measuring = new RecorderFixture();
    long request = measuring.recorder.requestEnter("GET", "/a", "", null);
    long outer = measuring.recorder.connectionEnter();
    measuring.recorder.connectionOpened(measuring.recorder.connectionEnter(), new Object());
    spin(TimeUnit.MILLISECONDS.toNanos(20));
    measuring.recorder.connectionTaken(outer, connection);
    long begun = System.nanoTime();
    Object done = measuring.recorder.requestLeave(request);
    measuring.recorder.requestDone(done, 200, false, null);
    double afterwards = (System.nanoTime() - begun) / 1e9;

    String time =
        "http_request_time_seconds_total{component=\"%s\",method=\"GET\",route=\"_other_\"}";
    assertThat(measuring.value(String.format(time, "db"))).isGreaterThanOrEqualTo(0.02);
    assertThat(measuring.value(String.format(time, "app"))).isLessThan(0.02 + afterwards);
  }

  private static void spin(long nanos) {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < nanos) {
      Thread.onSpinWait();
    }
  }

  @Test
  void connectionsBeyondThoseRememberedAreNotHeld() {
    List<Object> alive = new ArrayList<>();
    for (int i = 0; i < 10_001; i++) {
      alive.add(new Object());
      take(alive.get(i));
    }
    assertThat(held()).isEqualTo(10_000);

    for (Object each : alive) {
      recorder.connectionReturned(each);
    }
    assertThat(held()).isZero();
  }

  private void take(Object taken) {
    recorder.connectionTaken(recorder.connectionEnter(), taken);
  }

  private static int held() {
    return ThreadState.get().connectionsHeld();
  }

  private static Object proxy() {
    return Proxy.newProxyInstance(
        ConnectionRecorderTest.class.getClassLoader(),
        new Class<?>[] {Connection.class},
        (proxy, method, arguments) -> null);
  }
}
