package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tacho.catalog.Metric;
import dev.tacho.catalog.Metrics;
import dev.tacho.catalog.Section;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class RouteCounterTest {
  private static final boolean EXEMPT = true;
  private static final boolean NOT_EXEMPT = false;

  private static final Metric EVENTS =
      Metric.counter(Section.BREAKDOWN, "events_total")
          .labels("route", "kind")
          .help("Events.")
          .build();

  private final RouteCounter events = RouteCounter.ofEvents(EVENTS, 3);

  @Test
  void eventsAreCountedByRouteAndTheOtherLabel() {
    events.add("/a", EXEMPT, "x", 1);
    events.add("/a", EXEMPT, "y", 1);
    events.add("/b", NOT_EXEMPT, "x", 1);
    events.add("/a", EXEMPT, "x", 2);

    assertThat(samples(events))
        .containsExactlyInAnyOrder(
            "kind=x,route=/a: 3.0", "kind=y,route=/a: 1.0", "kind=x,route=/b: 1.0");
  }

  @Test
  void nanosecondsAreShownAsSeconds() {
    RouteCounter held = RouteCounter.ofNanos(Metrics.HELD_EXTERNAL, 10);
    held.add("/a", EXEMPT, "stripe", TimeUnit.MILLISECONDS.toNanos(1_250));
    held.add("/a", EXEMPT, "stripe", TimeUnit.MILLISECONDS.toNanos(250));

    assertThat(samples(held)).containsExactly("peer_service=stripe,route=/a: 1.5");
  }

  @Test
  void aSeriesExistsFromTheMomentNothingIsAdded() {
    events.add("/a", EXEMPT, "x", 0);

    assertThat(samples(events)).containsExactly("kind=x,route=/a: 0.0");
  }

  @Test
  void aCounterWithoutSeriesIsNotShown() {
    assertThat(collect(events)).isEmpty();
  }

  @Test
  void pastTheLimitADeclaredRouteGivesUpTheOtherLabelOnly() {
    fill();
    events.add("/declared", EXEMPT, "x", 1);
    events.add("/declared", EXEMPT, "y", 1);

    assertThat(samples(events))
        .containsExactlyInAnyOrder(
            "kind=1,route=/full: 1.0",
            "kind=2,route=/full: 1.0",
            "kind=3,route=/full: 1.0",
            "kind=_other_,route=/declared: 2.0");
    assertThat(events.limit().overflow()).isEqualTo(2);
    assertThat(events.limit().series()).isEqualTo(4);
  }

  @Test
  void pastTheLimitAnotherRouteGivesUpBothLabels() {
    fill();
    events.add("/observed", NOT_EXEMPT, "x", 1);
    events.add("/full", NOT_EXEMPT, "4", 1);
    events.add("/full", NOT_EXEMPT, "3", 1);

    assertThat(samples(events))
        .containsExactlyInAnyOrder(
            "kind=1,route=/full: 1.0",
            "kind=2,route=/full: 1.0",
            "kind=3,route=/full: 2.0",
            "kind=_other_,route=_other_: 2.0");
    assertThat(events.limit().overflow()).isEqualTo(2);
  }

  @Test
  void aRouteNamedLikeTheOverflowSharesItsSeries() {
    events.add("_other_", NOT_EXEMPT, "_other_", 1);
    fill();
    events.add("/observed", NOT_EXEMPT, "x", 1);

    assertThat(samples(events))
        .containsExactlyInAnyOrder(
            "kind=1,route=/full: 1.0",
            "kind=2,route=/full: 1.0",
            "kind=_other_,route=_other_: 3.0");
  }

  @Test
  void theLimitCarriesTheNameOfTheMetric() {
    assertThat(events.limit().family).isEqualTo("events_total");
  }

  @Test
  void addingToAKnownSeriesAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    fill();
    addToKnownSeries();

    long before = threads.getCurrentThreadAllocatedBytes();
    long itself = threads.getCurrentThreadAllocatedBytes() - before;
    before = threads.getCurrentThreadAllocatedBytes();
    addToKnownSeries();
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isEqualTo(itself);
  }

  private void addToKnownSeries() {
    for (int i = 0; i < 100; i++) {
      events.add("/full", NOT_EXEMPT, "1", 1);
      events.add("/observed", NOT_EXEMPT, "1", 1);
    }
  }

  @Test
  void threadsThatCompeteLoseNothingAndKeepToTheLimit() throws Exception {
    RouteCounter counter = RouteCounter.ofEvents(EVENTS, 50);
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  for (int i = 0; i < 10_000; i++) {
                    counter.add("/" + i % 10, NOT_EXEMPT, "k" + i % 100, 1);
                  }
                  return null;
                }));
      }
      start.countDown();
      for (Future<?> thread : running) {
        thread.get();
      }
    } finally {
      threads.shutdownNow();
    }

    CounterSnapshot snapshot = (CounterSnapshot) collect(counter).get(0);
    assertThat(snapshot.getDataPoints().stream().mapToDouble(point -> point.getValue()).sum())
        .isEqualTo(40_000);
    assertThat(snapshot.getDataPoints()).as("50 and the overflow").hasSize(51);
  }

  private void fill() {
    events.add("/full", NOT_EXEMPT, "1", 1);
    events.add("/full", NOT_EXEMPT, "2", 1);
    events.add("/full", NOT_EXEMPT, "3", 1);
  }

  private static List<MetricSnapshot> collect(RouteCounter counter) {
    MetricSnapshots.Builder out = MetricSnapshots.builder();
    counter.collect(out);
    return out.build().stream().toList();
  }

  /** As in "kind=x,route=/a: 1.0". */
  private static List<String> samples(RouteCounter counter) {
    CounterSnapshot snapshot = (CounterSnapshot) collect(counter).get(0);
    return snapshot.getDataPoints().stream()
        .map(point -> labels(point.getLabels().stream().toList()) + ": " + point.getValue())
        .toList();
  }

  private static String labels(List<Label> labels) {
    return labels.stream()
        .map(label -> label.getName() + "=" + label.getValue())
        .collect(Collectors.joining(","));
  }
}
