package dev.tacho.metrics;

import dev.tacho.config.Config;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Databases. Any thread may record; recording into a known series allocates nothing. */
public final class QueryMetrics extends Family {
  private static final int SUCCESS = 0;
  private static final int ERROR = 1;
  private static final int SLOW = 0;
  private static final int CRITICAL = 1;

  private final Durations durations;
  private final SeriesLimit limit;
  private final FollowingCounter totals;
  private final FollowingCounter slowTotals;
  private final FollowingCounter errorTotals;
  private volatile long slowNanos;
  private volatile long criticalNanos;
  private final ConcurrentMap<Labels, Series> series = new ConcurrentHashMap<>();

  QueryMetrics(Config config) {
    String name = "db_query_duration_seconds";
    int maxSeries = config.maxSeries();
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
    this.limit = new SeriesLimit(name, maxSeries);
    this.totals =
        new FollowingCounter(
            "db_queries", "Execute calls by outcome.", maxSeries, "status", "success", "error");
    this.slowTotals =
        new FollowingCounter(
            "db_slow_queries",
            "Calls longer than slow-query (slow) and critical-query (critical).",
            maxSeries,
            "threshold",
            "slow",
            "critical");
    this.errorTotals =
        new FollowingCounter(
            "db_query_errors",
            "Failed calls by kind of error.",
            maxSeries,
            "error",
            QueryError.labels());
  }

  @Override
  public void configure(Config config) {
    slowNanos = config.slowQueryNanos();
    criticalNanos = config.criticalQueryNanos();
  }

  /** The series of a kind of query: keep it until it {@link Series#mayMove}. */
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
              durations.labels(system, operation, SeriesLimit.OTHER),
              durations.cell(system, operation, collection));
      series.put(labels, created);
      return created;
    }
  }

  /** One combination of system, operation and collection. */
  public final class Series {
    private final Labels labels;
    private final HistogramCell duration;
    private final boolean overflow;
    private final FollowingCounter.Share total;
    private final FollowingCounter.Share slowTotal;
    private final FollowingCounter.Share errorTotal;
    private final LongAdder slow = new LongAdder();
    private final LongAdder critical = new LongAdder();
    private final LongAdder[] errors = new LongAdder[QueryError.values().length];

    private Series(Labels labels, Labels other, HistogramCell duration) {
      this.labels = labels;
      this.duration = duration;
      this.overflow = labels.equals(other);
      this.total = totals.share(labels, other);
      this.slowTotal = slowTotals.share(labels, other);
      this.errorTotal = errorTotals.share(labels, other);
      for (int i = 0; i < errors.length; i++) {
        errors[i] = new LongAdder();
      }
    }

    /** Whether it stands for the rest, and a kind that counts here could have its own by now. */
    public boolean mayMove() {
      return overflow && !limit.isFull();
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
      total.countOverflow();
      if (error != null) {
        errors[error.ordinal()].increment();
        errorTotal.countOverflow();
      }
      if (nanos > slowNanos) {
        slow.increment();
        slowTotal.countOverflow();
        if (nanos > criticalNanos) {
          critical.increment();
        }
      }
      if (overflow) {
        limit.countOverflow();
      }
    }

    private long failed(FollowingCounter.Counts out) {
      long sum = 0;
      for (int i = 0; i < errors.length; i++) {
        long count = errors[i].sum();
        sum += count;
        out.add(errorTotal, i, count);
      }
      return sum;
    }
  }

  @Override
  void collect(MetricSnapshots.Builder out) {
    List<Series> all = new ArrayList<>(series.values());
    long[] failed = new long[all.size()];
    FollowingCounter.Counts errors = errorTotals.counts();
    FollowingCounter.Counts slow = slowTotals.counts();
    // Errors before durations: a call is observed before its error is counted, so that what is
    // left of the count, the successes, can never be less than it was.
    for (int i = 0; i < failed.length; i++) {
      Series one = all.get(i);
      failed[i] = one.failed(errors);
      slow.add(one.slowTotal, SLOW, one.slow.sum());
      slow.add(one.slowTotal, CRITICAL, one.critical.sum());
    }
    HistogramSnapshot calls = durations.collect();
    Map<Labels, Long> counts = Distribution.counts(calls);
    FollowingCounter.Counts total = totals.counts();
    for (int i = 0; i < failed.length; i++) {
      Series one = all.get(i);
      total.add(one.total, SUCCESS, counts.get(one.labels) - failed[i]);
      total.add(one.total, ERROR, failed[i]);
    }
    Durations.addUnlessEmpty(out, calls);
    total.addTo(out);
    slow.addTo(out);
    errors.addTo(out);
  }

  @Override
  List<SeriesLimit> limits() {
    return Arrays.asList(limit, totals.limit(), slowTotals.limit(), errorTotals.limit());
  }
}
