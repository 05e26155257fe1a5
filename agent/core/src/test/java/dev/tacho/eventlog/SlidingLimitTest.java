package dev.tacho.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SlidingLimitTest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final long start = System.nanoTime();

  @Test
  void givesSoManyPermitsAtOnceAndNoMore() {
    SlidingLimit limit = new SlidingLimit(5, MINUTE, 16);
    long now = start + MINUTE;

    for (int i = 0; i < 5; i++) {
      assertThat(limit.take(7, now)).isTrue();
    }

    assertThat(limit.take(7, now)).isFalse();
    assertThat(limit.take(7, now + MINUTE - 1)).isFalse();
    assertThat(limit.take(7, now + MINUTE)).isTrue();
  }

  @Test
  void neverGivesMoreInAnySpanWhateverItsBegin() {
    SlidingLimit limit = new SlidingLimit(5, MINUTE, 16);
    SplittableRandom random = new SplittableRandom(1);
    List<Long> taken = new ArrayList<>();
    long now = start + MINUTE;
    for (int i = 0; i < 100_000; i++) {
      now += random.nextLong(MINUTE / 20);
      if (limit.take(7, now)) {
        taken.add(now);
      }
    }

    assertThat(taken).hasSizeGreaterThan(1000);
    for (int i = 5; i < taken.size(); i++) {
      assertThat(taken.get(i) - taken.get(i - 5)).isGreaterThanOrEqualTo(MINUTE);
    }
  }

  @Test
  void oneKeyTakesNothingFromAnother() {
    SlidingLimit limit = new SlidingLimit(1, MINUTE, 4096);

    assertThat(limit.take(1, start + MINUTE)).isTrue();
    assertThat(limit.take(1, start + MINUTE)).isFalse();
    assertThat(limit.take(2, start + MINUTE)).isTrue();
  }

  @Test
  void manyThreadsGetNoMoreThanOne() throws InterruptedException {
    SlidingLimit limit = new SlidingLimit(50, MINUTE, 1);
    AtomicInteger taken = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int j = 0; j < 10_000; j++) {
                  if (limit.take(0, start + MINUTE)) {
                    taken.incrementAndGet();
                  }
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(taken).hasValue(50);
  }
}
