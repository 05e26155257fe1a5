package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class StatementStatisticsTest {
  private static final long MICROSECOND = 1 << 10;
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private static final Percentage NINE_PERCENT = withinPercentage(9);

  private final StatementStatistics statistics = new StatementStatistics();

  @Test
  void nothingIsKnownOfWhatHasNotRun() {
    StatementReport report = report(statistics);
    assertThat(report.count).isZero();
    assertThat(report.totalNanos).isZero();
    assertThat(report.meanNanos).isZero();
    assertThat(report.p99Nanos).isZero();
    assertThat(report.maxNanos).isZero();
    assertThat(report.lastRoute).isNull();
  }

  @Test
  void countsFailuresTimeAndMaximumExactly() {
    statistics.record(2_000_000, false);
    statistics.record(7_000_000, true);
    statistics.record(3_000_000, false);
    StatementReport report = report(statistics);
    assertThat(report.count).isEqualTo(3);
    assertThat(report.errors).isEqualTo(1);
    assertThat(report.totalNanos).isEqualTo(12_000_000);
    assertThat(report.meanNanos).isEqualTo(4_000_000);
    assertThat(report.maxNanos).isEqualTo(7_000_000);
  }

  @Test
  void aClockThatWentBackAddsNoTime() {
    statistics.record(-5, false);
    StatementReport report = report(statistics);
    assertThat(report.count).isEqualTo(1);
    assertThat(report.totalNanos).isZero();
    assertThat(report.p50Nanos).isZero();
  }

  @Test
  void theLastKnownRouteStays() {
    statistics.record(1, false);
    statistics.ranIn("/members");
    statistics.record(1, false);
    assertThat(report(statistics).lastRoute).isEqualTo("/members");
    statistics.ranIn("/orders");
    assertThat(report(statistics).lastRoute).isEqualTo("/orders");
  }

  @Test
  void aDurationThatNeverChangesIsEveryPercentile() {
    for (int i = 0; i < 1_000; i++) {
      statistics.record(777_777_777, false);
    }
    StatementReport report = report(statistics);
    assertThat(report.p50Nanos).isCloseTo(777_777_777, NINE_PERCENT);
    assertThat(report.p95Nanos).isEqualTo(report.p50Nanos);
    assertThat(report.p99Nanos).isEqualTo(report.p50Nanos);
  }

  /** Sixteen durations in each bucket, each of which has a longer one behind it. */
  @Test
  void noDurationFromAMicrosecondToAnHourIsShownMoreThanNinePercentOff() {
    for (double nanos = MICROSECOND; nanos <= HOUR; nanos *= Math.pow(2, 1.0 / 64)) {
      StatementStatistics two = new StatementStatistics();
      two.record((long) nanos, false);
      two.record(2 * HOUR, false);
      assertThat(report(two).p50Nanos).isCloseTo((long) nanos, NINE_PERCENT);
    }
  }

  @Test
  void noPercentileIsAboveTheMaximum() {
    statistics.record(100, false);
    assertThat(report(statistics).p50Nanos).isEqualTo(100);
  }

  @Test
  void percentilesAreThoseOfTheSortedDurations() {
    Random random = new Random(7);
    long[] nanos = new long[9_973];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = (long) (20e6 * Math.exp(1.5 * random.nextGaussian()));
      statistics.record(nanos[i], false);
    }
    Arrays.sort(nanos);
    StatementReport report = report(statistics);
    assertThat(report.p50Nanos).isCloseTo(exact(nanos, 0.50), NINE_PERCENT);
    assertThat(report.p95Nanos).isCloseTo(exact(nanos, 0.95), NINE_PERCENT);
    assertThat(report.p99Nanos).isCloseTo(exact(nanos, 0.99), NINE_PERCENT);
    assertThat(report.maxNanos).isEqualTo(nanos[nanos.length - 1]);
  }

  private static long exact(long[] sorted, double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  @Test
  void aFullBucketGoesOnCounting() {
    StatementStatistics small = new StatementStatistics(8);
    for (int i = 0; i < 100; i++) {
      small.record(5_000_000, false);
    }
    for (int i = 0; i < 99; i++) {
      small.record(50_000_000, false);
    }
    StatementReport report = report(small);
    assertThat(report.count).isEqualTo(199);
    assertThat(report.p50Nanos).isCloseTo(5_000_000, NINE_PERCENT);
    assertThat(report.p95Nanos).isCloseTo(50_000_000, NINE_PERCENT);
  }

  @Test
  void noExecutionIsLostBetweenThreads() throws InterruptedException {
    StatementStatistics small = new StatementStatistics(8);
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      long nanos = 1_000_000L * (i + 1);
      threads[i] =
          new Thread(
              () -> {
                for (int run = 0; run < 100_000; run++) {
                  small.record(nanos, run % 2 == 0);
                }
              });
    }
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    StatementReport report = report(small);
    assertThat(report.count).isEqualTo(400_000);
    assertThat(report.errors).isEqualTo(200_000);
    assertThat(report.totalNanos).isEqualTo(1_000_000_000_000L);
    assertThat(report.maxNanos).isEqualTo(4_000_000);
  }

  private static StatementReport report(StatementStatistics statistics) {
    return new StatementReport(new Statement("select 1", statistics), statistics.totalNanos());
  }
}
