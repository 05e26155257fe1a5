package dev.tacho.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  private final Latencies latencies = new Latencies();

  /** Of schema 0: bucket 1 is from 1 to 2, bucket 2 from 2 to 4, bucket 3 from 4 to 8. */
  private static HistogramDataPointSnapshot octaves(long zero, int[] indexes, long[] counts) {
    return HistogramDataPointSnapshot.builder()
        .nativeSchema(0)
        .nativeZeroCount(zero)
        .nativeZeroThreshold(0.5)
        .nativeBucketsForPositiveValues(NativeHistogramBuckets.of(indexes, counts))
        .sum(10)
        .build();
  }

  @Test
  void aQuantileIsInterpolatedOnTheLogarithmicScaleOfItsBucket() {
    latencies.add(octaves(0, new int[] {1, 3}, new long[] {2, 2}));

    assertThat(latencies.quantile(0.25)).isCloseTo(Math.sqrt(2), within(1e-12));
    assertThat(latencies.quantile(0.5)).isEqualTo(2);
    assertThat(latencies.quantile(0.75)).isCloseTo(Math.sqrt(32), within(1e-12));
    assertThat(latencies.quantile(1)).isEqualTo(8);
    assertThat(latencies.highest()).isEqualTo(8);
  }

  @Test
  void theZeroBucketIsLinearFromZero() {
    latencies.add(octaves(4, new int[] {}, new long[] {}));

    assertThat(latencies.quantile(0.5)).isEqualTo(0.25);
    assertThat(latencies.highest()).isEqualTo(0.5);
  }

  @Test
  void seriesAreAddedUpByBucket() {
    latencies.add(octaves(0, new int[] {1, 2}, new long[] {1, 1}));
    latencies.add(octaves(0, new int[] {2, 3}, new long[] {1, 1}));
    Latencies both = new Latencies();
    both.add(latencies);
    both.add(latencies);

    assertThat(latencies.count()).isEqualTo(4);
    assertThat(latencies.sum()).isEqualTo(20);
    assertThat(both.count()).isEqualTo(8);
    assertThat(both.buckets().stream().mapToLong(Latencies.Bucket::count).toArray())
        .containsExactly(2, 4, 2);
    assertThat(latencies.buckets().stream().mapToLong(Latencies.Bucket::count).toArray())
        .containsExactly(1, 2, 1);
  }

  /** The second bucket, 1 to 3, holds ranks 3 and 4. Beyond the last bound nothing is known. */
  @Test
  void withoutNativeBucketsTheClassicOnesAreInterpolatedLinearly() {
    latencies.add(
        HistogramDataPointSnapshot.builder()
            .classicHistogramBuckets(
                ClassicHistogramBuckets.of(
                    new double[] {1, 3, Double.POSITIVE_INFINITY}, new long[] {2, 2, 4}))
            .sum(30)
            .build());

    assertThat(latencies.quantile(0.375)).isEqualTo(2);
    assertThat(latencies.quantile(0.9)).isEqualTo(3);
    assertThat(latencies.highest()).isEqualTo(3);
  }

  @Test
  void withoutObservationsThereIsNoQuantile() {
    assertThat(latencies.quantile(0.5)).isNaN();
    assertThat(latencies.highest()).isNaN();
  }
}
