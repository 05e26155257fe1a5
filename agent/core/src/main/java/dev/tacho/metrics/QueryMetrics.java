package dev.tacho.metrics;

import dev.tacho.config.Config;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Databases. Any thread may record; recording into a known series allocates nothing. */
public final class QueryMetrics extends Family {
  private final Durations durations;
  private final SeriesLimit limit;
  private final long slowNanos;
  private final long criticalNanos;
  private final ConcurrentMap<Labels, Series> series = new ConcurrentHashMap<>();

  QueryMetrics(Config config) {
    String name = "db_query_duration_seconds";
    this.slowNanos = config.slowQueryNanos();
    this.criticalNanos = config.criticalQueryNanos();
    this.durations =
        new Durations(
            name,
            "One execute call of the application, failed calls included.",
            Buckets.withThresholds(Buckets.DATABASE, slowNanos, criticalNanos),
            "system",
            "operation",
            "collection");
    this.limit = new SeriesLimit(name, config.maxSeries());
  }

  /** The series of a kind of query: look it up once and keep it. */
  public Series series(String system, String operation, String collection) {
    Labels labels = durations.labels(system, operation, collection);
    Series present = series.get(labels);
    if (present != null) {
      return present;
    }
    synchronized (series) {
      present = series.get(labels);
      if (present != null) {
        return present;
      }
      if (!limit.tryTake(1, SeriesLimit.OTHER.equals(collection))) {
        return series(system, operation, SeriesLimit.OTHER);
      }
      Series created =
          new Series(
              labels,
              durations.cell(system, operation, collection),
              SeriesLimit.OTHER.equals(collection));
      series.put(labels, created);
      return created;
    }
  }

  /** One combination of system, operation and collection. */
  public final class Series {
    private final Labels labels;
    private final HistogramCell duration;
    private final boolean overflow;
    private final LongAdder slow = new LongAdder();
    private final LongAdder critical = new LongAdder();
    private final LongAdder[] errors = new LongAdder[QueryError.values().length];

    Series(Labels labels, HistogramCell duration, boolean overflow) {
      this.labels = labels;
      this.duration = duration;
      this.overflow = overflow;
      for (int i = 0; i < errors.length; i++) {
        errors[i] = new LongAdder();
      }
    }

    /** Records one call; {@code error} is null for one that succeeded. */
    public void record(long nanos, QueryError error) {
      record(nanos, error, 0, null);
    }

    /**
     * Records one call, which may become an exemplar.
     *
     * @param error null for a call that succeeded
     * @param endNanos when it ended; differences count only
     * @param requestId null if it belongs to no request that has one
     */
    public void record(long nanos, QueryError error, long endNanos, String requestId) {
      duration.observe(nanos, endNanos, requestId);
      if (error != null) {
        errors[error.ordinal()].increment();
      }
      if (nanos > slowNanos) {
        slow.increment();
        if (nanos > criticalNanos) {
          critical.increment();
        }
      }
      if (overflow) {
        limit.countOverflow();
      }
    }
  }

  @Override
  void collect(MetricSnapshots.Builder out) {
    CounterSnapshot.Builder errors =
        CounterSnapshot.builder().name("db_query_errors").help("Failed calls by kind of error.");
    CounterSnapshot.Builder slow =
        CounterSnapshot.builder()
            .name("db_slow_queries")
            .help("Calls longer than slow-query (slow) and critical-query (critical).");
    List<Series> all = new ArrayList<>(series.values());
    long[] failed = new long[all.size()];
    // Errors before durations: a call is observed before its error is counted, so that what is
    // left of the count, the successes, can never be less than it was.
    for (int i = 0; i < failed.length; i++) {
      failed[i] = collectErrors(all.get(i), errors);
      collectSlow(all.get(i), slow);
    }
    HistogramSnapshot calls = durations.collect();
    Map<Labels, Long> counts = Distribution.counts(calls);
    CounterSnapshot.Builder totals =
        CounterSnapshot.builder().name("db_queries").help("Execute calls by outcome.");
    for (int i = 0; i < failed.length; i++) {
      Labels labels = all.get(i).labels;
      long succeeded = counts.get(labels) - failed[i];
      totals.dataPoint(Durations.counted(labels.add("status", "success"), succeeded));
      totals.dataPoint(Durations.counted(labels.add("status", "error"), failed[i]));
    }
    Durations.addUnlessEmpty(out, calls);
    Durations.addUnlessEmpty(out, totals.build());
    Durations.addUnlessEmpty(out, slow.build());
    Durations.addUnlessEmpty(out, errors.build());
  }

  private static long collectErrors(Series series, CounterSnapshot.Builder out) {
    long sum = 0;
    for (QueryError error : QueryError.values()) {
      long count = series.errors[error.ordinal()].sum();
      sum += count;
      out.dataPoint(Durations.counted(series.labels.add("error", error.label()), count));
    }
    return sum;
  }

  private static void collectSlow(Series series, CounterSnapshot.Builder out) {
    out.dataPoint(Durations.counted(series.labels.add("threshold", "slow"), series.slow.sum()));
    out.dataPoint(
        Durations.counted(series.labels.add("threshold", "critical"), series.critical.sum()));
  }

  @Override
  List<SeriesLimit> limits() {
    return Collections.singletonList(limit);
  }
}
