package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tacho.catalog.Metric;
import dev.tacho.catalog.Metrics;
import dev.tacho.catalog.Section;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusProtobufWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBucket;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.NativeHistogramBucket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class DistributionTest {
  private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private static final Metric CALLS =
      Metric.histogram(Section.EXTERNAL, "call_duration_seconds")
          .labels("peer")
          .help("Calls.")
          .build();
  private static final double[] BOUNDS = {0.01, 0.1, 1};

  private final Distribution durations = calls("");
  private final HistogramCell cell = durations.cell("a");

  @Test
  void aSeriesIsThereBeforeItsFirstObservation() {
    assertThat(series().getCount()).isZero();
    assertThat(series().getSum()).isZero();
    assertThat(cumulative()).containsExactly(0, 0, 0, 0);
  }

  @Test
  void theSameLabelsGetTheSameCell() {
    assertThat(durations.cell("a")).isSameAs(cell);
    assertThat(durations.cell("b")).isNotSameAs(cell);
  }

  @Test
  void observationsCountInAllBucketsFromTheirsOn() {
    cell.observe(10 * MILLISECOND);
    cell.observe(10 * MILLISECOND + 1);
    cell.observe(2 * SECOND);

    assertThat(cumulative()).containsExactly(1, 2, 2, 3);
    assertThat(series().getCount()).isEqualTo(3);
    assertThat(cell.count()).isEqualTo(3);
    assertThat(series().getSum()).isEqualTo(2.020_000_001);
  }

  @Test
  void aThresholdIsABucketOfItsOwn() {
    Distribution withThreshold =
        Distribution.ofDurations(CALLS, TestFamilies.config(""), BOUNDS, 300 * MILLISECOND);
    withThreshold.cell("a").observe(300 * MILLISECOND);

    assertThat(withThreshold.collect().histogram.getDataPoints().get(0).getClassicBuckets())
        .extracting(ClassicHistogramBucket::getUpperBound, ClassicHistogramBucket::getCount)
        .contains(tuple(0.3, 1L));
  }

  @Test
  void aNegativeValueIsZero() {
    cell.observe(-5);

    assertThat(series().getSum()).isZero();
    assertThat(series().getNativeZeroCount()).isEqualTo(1);
    assertThat(cumulative()).containsExactly(1, 1, 1, 1);
  }

  @Test
  void theSumDoesNotOverflow() {
    cell.observe(Long.MAX_VALUE);
    cell.observe(Long.MAX_VALUE);

    assertThat(series().getSum()).isEqualTo(2 * (Long.MAX_VALUE / 1e9));
    assertThat(cumulative()).containsExactly(0, 0, 0, 2);
  }

  @Test
  void aNativeBucketHasWhatIsOnBothSidesOfAClassicBound() {
    // The native bucket from 2^(-27/8) to 2^(-26/8), 96.4 to 105.1 ms, has the bound 0.1 inside.
    cell.observe(97 * MILLISECOND);
    cell.observe(105 * MILLISECOND);

    assertThat(nativeBuckets()).containsExactly("-26: 2");
    assertThat(cumulative()).containsExactly(0, 1, 2, 2);
  }

  @Test
  void bothKindsOfBucketsAreThoseThatASimpleCountGives() {
    Random random = new Random(7);
    long[] classic = new long[4];
    TreeMap<Integer, Long> expected = new TreeMap<>();
    for (int i = 0; i < 50_000; i++) {
      long nanos = (long) Math.exp(random.nextGaussian() * 2 + Math.log(30e6));
      cell.observe(nanos);
      double seconds = nanos / 1e9;
      classic[seconds <= 0.01 ? 0 : seconds <= 0.1 ? 1 : seconds <= 1 ? 2 : 3]++;
      expected.merge((int) Math.ceil(8 * Math.log(seconds) / Math.log(2)), 1L, Long::sum);
    }

    assertThat(classic).doesNotContain(0);
    assertThat(series().getClassicBuckets().stream().map(ClassicHistogramBucket::getCount))
        .containsExactly(classic[0], classic[1], classic[2], classic[3]);
    assertThat(nativeBuckets())
        .containsExactlyElementsOf(
            expected.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList());
  }

  @Test
  void nothingIsLostWhileThreadsObserveAndScrape() throws Exception {
    int threads = 4;
    long each = 200_000;
    CountDownLatch running = new CountDownLatch(threads);
    for (int t = 0; t < threads; t++) {
      Random random = new Random(t);
      new Thread(
              () -> {
                for (int i = 0; i < each; i++) {
                  cell.observe(1L << random.nextInt(38));
                }
                running.countDown();
              })
          .start();
    }
    long before = 0;
    double sumBefore = 0;
    do {
      // Building the snapshot fails where classic and native counts differ.
      HistogramDataPointSnapshot now = series();
      assertThat(now.getCount()).isGreaterThanOrEqualTo(before);
      assertThat(now.getSum()).isGreaterThanOrEqualTo(sumBefore);
      before = now.getCount();
      sumBefore = now.getSum();
    } while (running.getCount() > 0);
    running.await();

    long expectedNanos = 0;
    for (int t = 0; t < threads; t++) {
      Random random = new Random(t);
      for (int i = 0; i < each; i++) {
        expectedNanos += 1L << random.nextInt(38);
      }
    }
    assertThat(series().getCount()).isEqualTo(threads * each);
    assertThat(cell.count()).isEqualTo(threads * each);
    assertThat(expectedNanos).as("exact as a double").isLessThan(1L << 53);
    assertThat(series().getSum()).isEqualTo(expectedNanos / 1e9);
  }

  @Test
  void threadsThatUseABucketFirstAtTheSameTimeShareIt() throws Exception {
    for (int round = 0; round < 500; round++) {
      HistogramCell fresh = durations.cell("round " + round);
      Thread other = new Thread(() -> fresh.observe(MILLISECOND));
      other.start();
      fresh.observe(MILLISECOND);
      other.join();

      assertThat(fresh.count()).isEqualTo(2);
    }
  }

  @Test
  void countsAreShownAsTheyAre() {
    Distribution queries =
        Distribution.ofCounts(
            Metrics.REQUEST_QUERIES, TestFamilies.config(""), new double[] {0, 1, 2, 5});
    queries.cell("/").observe(0);
    queries.cell("/").observe(2);
    queries.cell("/").observe(7);

    HistogramDataPointSnapshot series = queries.collect().histogram.getDataPoints().get(0);
    assertThat(series.getClassicBuckets().stream().map(ClassicHistogramBucket::getCount))
        .containsExactly(1L, 0L, 1L, 0L, 1L);
    assertThat(series.getSum()).isEqualTo(9);
    assertThat(series.getNativeZeroCount()).isEqualTo(1);
  }

  @Test
  void anExemplarNamesTheRequestOfItsBucket() {
    long millisBefore = System.currentTimeMillis();
    cell.observe(50 * MILLISECOND, 0, "req-1");
    cell.observe(2 * SECOND, 0, "req-2");
    cell.observe(MILLISECOND, 0, null);

    assertThat(series().getExemplars())
        .extracting(Exemplar::getValue, Exemplar::getLabels)
        .containsExactly(
            tuple(0.05, Labels.of("request_id", "req-1")),
            tuple(2.0, Labels.of("request_id", "req-2")));
    assertThat(series().getExemplars().get(0).getTimestampMillis())
        .isBetween(millisBefore, System.currentTimeMillis());
    assertThat(series().getCount()).isEqualTo(3);
  }

  @Test
  void anExemplarStaysForSevenSeconds() {
    cell.observe(MILLISECOND, 0, "first");
    cell.observe(2 * MILLISECOND, 7 * SECOND - 1, "too early");
    assertThat(requestIds()).containsExactly("first");

    cell.observe(3 * MILLISECOND, 7 * SECOND, "next");
    assertThat(requestIds()).containsExactly("next");
  }

  @Test
  void anExemplarIsForgottenAfterFiveMinutes() {
    cell.observe(MILLISECOND, 0, "a");
    long now = System.currentTimeMillis();

    assertThat(cell.collect(now + 299_000).getExemplars()).hasSize(1);
    assertThat(cell.collect(now + 300_001).getExemplars()).isEmpty();
  }

  @Test
  void aRequestIdFromOutsideIsCutToWhatOpenMetricsAllows() {
    cell.observe(MILLISECOND, 0, "\n" + "x".repeat(500));

    assertThat(requestIds()).containsExactly("x".repeat(118));
  }

  @Test
  void openMetricsHasTheExemplarBehindItsBucket() throws IOException {
    cell.observe(50 * MILLISECOND, 0, "say \"a\"");

    assertThat(written(OpenMetricsTextFormatWriter.create()).toString(StandardCharsets.UTF_8))
        .matches(
            """
            # TYPE call_duration_seconds histogram
            # HELP call_duration_seconds Calls.
            call_duration_seconds_bucket{peer="a",le="0.01"} 0
            call_duration_seconds_bucket{peer="a",le="0.1"} 1 # {request_id="say \\"a\\""} 0.05 T
            call_duration_seconds_bucket{peer="a",le="1.0"} 1
            call_duration_seconds_bucket{peer="a",le="+Inf"} 1
            call_duration_seconds_count{peer="a"} 1
            call_duration_seconds_sum{peer="a"} 0.05
            # EOF
            """
                .replaceAll("[{}+.\\\\]", "\\\\$0")
                .replace("0\\.05 T", "0\\.05 [0-9]{10}\\.[0-9]{3}"));
  }

  @Test
  void protobufHasNativeBucketsAndTheClassicOnes() throws IOException {
    cell.observe(SECOND / 2);
    cell.observe(SECOND);
    cell.observe(SECOND);
    cell.observe(0);

    String text =
        new PrometheusProtobufWriter()
            .toDebugString(
                MetricSnapshots.of(durations.collect().histogram), EscapingScheme.DEFAULT);

    assertThat(text.replaceAll("\\s+", " "))
        .contains("sample_count: 4 sample_sum: 2.5")
        .contains("bucket { cumulative_count: 1 upper_bound: 0.1 }")
        .contains("bucket { cumulative_count: 4 upper_bound: 1.0 }")
        .contains("schema: 3 zero_threshold: 9.5367431640625E-7 zero_count: 1")
        .contains("positive_span { offset: -8 length: 1 } positive_span { offset: 7 length: 1 }")
        .contains("positive_delta: 1 positive_delta: 1");
  }

  private ByteArrayOutputStream written(ExpositionFormatWriter writer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(out, MetricSnapshots.of(durations.collect().histogram), EscapingScheme.DEFAULT);
    return out;
  }

  private static Distribution calls(String arguments) {
    return Distribution.ofDurations(CALLS, TestFamilies.config(arguments), BOUNDS);
  }

  private HistogramDataPointSnapshot series() {
    return durations.collect().histogram.getDataPoints().get(0);
  }

  private long[] cumulative() {
    long[] counts =
        series().getClassicBuckets().stream().mapToLong(ClassicHistogramBucket::getCount).toArray();
    Arrays.parallelPrefix(counts, Long::sum);
    return counts;
  }

  private List<String> nativeBuckets() {
    return series().getNativeBucketsForPositiveValues().stream()
        .map((NativeHistogramBucket b) -> b.getBucketIndex() + ": " + b.getCount())
        .toList();
  }

  private List<String> requestIds() {
    List<String> ids = new ArrayList<>();
    for (Exemplar exemplar : series().getExemplars()) {
      ids.add(exemplar.getLabels().get("request_id"));
    }
    return ids;
  }
}
