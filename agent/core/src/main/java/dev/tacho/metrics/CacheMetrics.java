package dev.tacho.metrics;

import dev.tacho.catalog.Metrics;
import dev.tacho.config.Config;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Caches. Any thread may record; recording into a known series allocates nothing. */
public final class CacheMetrics extends Family {
  private final Distribution durations;
  private final SeriesLimit limit;
  private final SlidingRatio hitRatio;
  private final ConcurrentMap<Labels, Series> series = new ConcurrentHashMap<>();

  CacheMetrics(Config config) {
    this.durations =
        Distribution.ofDurations(Metrics.CACHE_DURATION, config, config.cacheBuckets());
    this.limit = new SeriesLimit(Metrics.CACHE_DURATION.name, config.maxSeries());
    this.hitRatio = new SlidingRatio(config.errorWindowNanos());
  }

  /**
   * The series of a command: look it up once and keep it.
   *
   * @param readsKeys whether the command can hit or miss
   */
  public Series series(String system, String operation, boolean readsKeys) {
    Labels labels = durations.labels(system, operation);
    Series present = series.get(labels);
    if (present != null) {
      return present;
    }
    synchronized (series) {
      present = series.get(labels);
      if (present == null) {
        if (!limit.tryTake(1, SeriesLimit.OTHER.equals(operation))) {
          return series(system, SeriesLimit.OTHER, false);
        }
        present = new Series(labels, readsKeys, SeriesLimit.OTHER.equals(operation));
        series.put(labels, present);
      }
      return present;
    }
  }

  /** One command of one system. */
  public final class Series {
    private final Labels labels;
    private final boolean readsKeys;
    private final boolean overflow;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder ok = new LongAdder();
    private final LongAdder errors = new LongAdder();

    /** Null until the command is timed: blocking ones never are. Guarded by double check. */
    private volatile HistogramCell duration;

    Series(Labels labels, boolean readsKeys, boolean overflow) {
      this.labels = labels;
      this.readsKeys = readsKeys;
      this.overflow = overflow;
    }

    public void time(long nanos) {
      HistogramCell cell = duration;
      if (cell == null) {
        // The same labels get the same cell: a race makes no second one.
        cell = durations.cell(labels.getValue(1), labels.getValue(0));
        duration = cell;
      }
      cell.observe(nanos);
    }

    public void countKeys(long hitKeys, long missedKeys) {
      if (hitKeys > 0) {
        hits.add(hitKeys);
      }
      if (missedKeys > 0) {
        misses.add(missedKeys);
      }
      countOverflow();
    }

    public void countOk() {
      ok.increment();
      countOverflow();
    }

    public void countError() {
      errors.increment();
      countOverflow();
    }

    private void countOverflow() {
      if (overflow) {
        limit.countOverflow();
      }
    }

    private void collect(CounterSnapshot.Builder out) {
      // The series past the cap has commands of both kinds.
      if (readsKeys || hits.sum() + misses.sum() > 0) {
        add(out, "hit", hits);
        add(out, "miss", misses);
      }
      if (!readsKeys || ok.sum() > 0) {
        add(out, "ok", ok);
      }
      add(out, "error", errors);
    }

    private void add(CounterSnapshot.Builder out, String result, LongAdder count) {
      out.dataPoint(Snapshots.counted(labels.add("result", result), count.sum()));
    }
  }

  @Override
  void collect(MetricSnapshots.Builder out) {
    durations.collect().addTo(out);
    CounterSnapshot.Builder operations = Snapshots.counter(Metrics.CACHE_OPERATIONS);
    for (Series one : series.values()) {
      one.collect(operations);
    }
    Snapshots.addUnlessEmpty(out, operations.build());
    collectHitRatio(out);
  }

  private void collectHitRatio(MetricSnapshots.Builder out) {
    long hits = hits();
    double ratio = hitRatio.ratio(System.nanoTime(), hits, hits + misses());
    if (!Double.isNaN(ratio)) {
      out.metricSnapshot(Snapshots.gauge(Metrics.CACHE_HIT_RATIO, ratio));
    }
  }

  @Override
  void sample(long nowNanos) {
    long hits = hits();
    hitRatio.sample(nowNanos, hits, hits + misses());
  }

  private long hits() {
    long hits = 0;
    for (Series one : series.values()) {
      hits += one.hits.sum();
    }
    return hits;
  }

  private long misses() {
    long misses = 0;
    for (Series one : series.values()) {
      misses += one.misses.sum();
    }
    return misses;
  }

  @Override
  List<Distribution> distributions() {
    return Collections.singletonList(durations);
  }

  @Override
  List<SeriesLimit> limits() {
    return Collections.singletonList(limit);
  }
}
