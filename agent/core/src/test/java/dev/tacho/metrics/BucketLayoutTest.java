package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.config.HistogramKind;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BucketLayoutTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static final double[] HTTP = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

  private final BucketLayout seconds = BucketLayout.ofSeconds(HTTP, HistogramKind.BOTH);
  private final BucketLayout counts =
      BucketLayout.ofCounts(new double[] {0, 1, 2, 5, 10, 20, 50, 100}, HistogramKind.BOTH);

  @ParameterizedTest
  @CsvSource({
    "-1, 0.005",
    "0, 0.005",
    "1, 0.005",
    "4999999, 0.005",
    "5000000, 0.005",
    "5000001, 0.01",
    "10000000, 0.01",
    "10000001, 0.025",
    "250000000, 0.25",
    "250000001, 0.5",
    "1000000000, 1",
    "1000000001, 2.5",
    "10000000000, 10",
    "10000000001, Infinity",
    "9223372036854775807, Infinity"
  })
  void aClassicBoundIncludesItself(long nanos, double bound) {
    assertThat(classicBound(seconds, nanos)).isEqualTo(bound);
  }

  @ParameterizedTest
  @CsvSource({
    "1000000000, 0", // 2^0 s
    "1000000001, 1",
    "1090507732, 1", // 2^(1/8) s, rounded down
    "1090507733, 2",
    "2000000000, 8",
    "500000000, -8",
    "500000001, -7",
    "1024000000000, 80",
    "954, -159",
    "1039, -159",
    "1040, -158"
  })
  void aNativeBoundIncludesItself(long nanos, int index) {
    assertThat(seconds.nativeOf(seconds.bucketOf(nanos))).isEqualTo(index);
  }

  @ParameterizedTest
  @CsvSource({"-1", "0", "1", "953"})
  void whatIsUpToTheThresholdIsNativelyZero(long nanos) {
    assertThat(nanos / 1e9).isLessThanOrEqualTo(seconds.zeroThreshold());
    assertThat(seconds.nativeOf(seconds.bucketOf(nanos))).isEqualTo(BucketLayout.ZERO_BUCKET);
  }

  @ParameterizedTest
  @CsvSource({"1024000000001", "4000000000000", "9223372036854775807"})
  void whatIsAboveTheHighestNativeBucketCountsInTheNext(long nanos) {
    assertThat(seconds.nativeOf(seconds.bucketOf(nanos))).isEqualTo(81);
  }

  @Test
  void nativeBucketsReachBeyondTheHighestClassicBound() {
    BucketLayout jobs = BucketLayout.ofSeconds(new double[] {1, 900, 3600}, HistogramKind.BOTH);

    assertThat(jobs.nativeOf(jobs.bucketOf(3_600_000_000_000L))).isEqualTo(95);
    assertThat(jobs.nativeOf(jobs.bucketOf(4_096_000_000_000L))).isEqualTo(96);
    assertThat(classicBound(jobs, 3_600_000_000_000L)).isEqualTo(3600);
    assertThat(classicBound(jobs, 3_600_000_000_001L)).isEqualTo(INFINITY);
  }

  @ParameterizedTest
  @CsvSource({
    "-3, 0, ZERO",
    "0, 0, ZERO",
    "1, 1, 0",
    "2, 2, 8",
    "3, 5, 13",
    "5, 5, 19",
    "6, 10, 21",
    "100, 100, 54",
    "101, Infinity, 54",
    "1024, Infinity, 80",
    "1025, Infinity, 81"
  })
  void countsHaveBucketsOfTheirOwn(long count, double bound, String index) {
    int bucket = counts.bucketOf(count);

    assertThat(classicBound(counts, count)).isEqualTo(bound);
    assertThat(counts.nativeOf(bucket))
        .isEqualTo("ZERO".equals(index) ? BucketLayout.ZERO_BUCKET : Integer.parseInt(index));
  }

  @Test
  void everyValueIsWhereASearchThroughAllBoundsFindsIt() {
    double[] odd = {0.000_000_5, 0.000_9, 0.123_456_789, 7, 2_000};
    BucketLayout layout = BucketLayout.ofSeconds(odd, HistogramKind.BOTH);
    Random random = new Random(42);
    for (int i = 0; i < 200_000; i++) {
      long nanos = random.nextLong() >>> (1 + random.nextInt(62));
      int bucket = layout.bucketOf(nanos);

      assertThat(layout.classicBounds()[layout.classicOf(bucket)])
          .as("classic bucket of %s", nanos)
          .isEqualTo(searchClassic(odd, nanos / 1e9));
      assertThat(layout.nativeOf(bucket))
          .as("native bucket of %s", nanos)
          .isEqualTo(searchNative(nanos / 1e9, 88));
    }
  }

  @Test
  void aBoundIsGivenBackAsItWasConfigured() {
    assertThat(seconds.classicBounds())
        .containsExactly(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, INFINITY);
  }

  private static double classicBound(BucketLayout layout, long value) {
    return layout.classicBounds()[layout.classicOf(layout.bucketOf(value))];
  }

  private static double searchClassic(double[] bounds, double seconds) {
    for (double bound : bounds) {
      if (seconds <= bound) {
        return bound;
      }
    }
    return INFINITY;
  }

  private static int searchNative(double seconds, int highest) {
    if (seconds <= Math.pow(2, -20)) {
      return BucketLayout.ZERO_BUCKET;
    }
    int index = -159;
    while (index <= highest && seconds > Math.pow(2, index / 8.0)) {
      index++;
    }
    return index;
  }
}
