package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class SeriesLimitTest {
  @Test
  void thereIsRoomUpToTheLimit() {
    SeriesLimit limit = new SeriesLimit("family", 2);

    assertThat(limit.tryTake()).isTrue();
    assertThat(limit.tryTake()).isTrue();
    assertThat(limit.tryTake()).isFalse();
    assertThat(limit.series()).isEqualTo(2);
  }

  @Test
  void exemptSeriesComeInAlthoughItIsFullAndTakeRoomFromOthers() {
    SeriesLimit limit = new SeriesLimit("family", 2);

    limit.tryTake(1, true);
    limit.tryTake(1, true);
    limit.tryTake(1, true);

    assertThat(limit.series()).isEqualTo(3);
    assertThat(limit.tryTake()).isFalse();
  }

  @Test
  void overflowCountsMeasurements() {
    SeriesLimit limit = new SeriesLimit("family", 0);

    limit.countOverflow();
    limit.countOverflow();

    assertThat(limit.overflow()).isEqualTo(2);
    assertThat(limit.series()).isZero();
  }

  @Test
  void threadsThatCompeteNeverGetMoreThanTheLimit() throws Exception {
    SeriesLimit limit = new SeriesLimit("family", 10_000);
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> taken = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        taken.add(
            threads.submit(
                () -> {
                  start.await();
                  int count = 0;
                  for (int attempt = 0; attempt < 5_000; attempt++) {
                    count += limit.tryTake() ? 1 : 0;
                  }
                  return count;
                }));
      }
      start.countDown();
      int sum = 0;
      for (Future<Integer> count : taken) {
        sum += count.get();
      }

      assertThat(sum).isEqualTo(10_000);
      assertThat(limit.series()).isEqualTo(10_000);
    } finally {
      threads.shutdownNow();
    }
  }
}
