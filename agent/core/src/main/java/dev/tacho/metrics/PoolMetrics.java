package dev.tacho.metrics;

import dev.tacho.catalog.Metrics;
import dev.tacho.config.Config;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/**
 * Connection pools. Any thread may record; recording allocates nothing. Pools of one name share
 * their series. The series go when the last pool of the name has been closed, at the next scrape or
 * when another pool opens, and begin anew with the next pool that is called so.
 */
public final class PoolMetrics extends Family {
  /** Exempt from max-series, but there is no application with so many. */
  private static final int MAX_POOLS = 200;

  private static final int MAX_LABEL_LENGTH = 120;

  /** A pool of the application, as a scrape sees it. Must neither block nor throw. */
  public interface Source {
    /** Whether the pool may still hand out connections: false once it was closed or collected. */
    boolean isOpen();

    /** Null if they cannot be told. */
    PoolNumbers read();
  }

  /** One pool, from when it became known until it was found to be closed. */
  public final class Pool {
    private final Series series;
    private final Source source;
    private volatile boolean forgotten;

    Pool(Series series, Source source) {
      this.series = series;
      this.source = source;
    }

    /** The value of its label. */
    public String name() {
      return series.name;
    }

    /** Whether its series are no longer shown, because it was closed. */
    public boolean isForgotten() {
      return forgotten;
    }

    public void observeWait(long nanos) {
      series.wait.observe(nanos);
      countOverflow();
    }

    public void observeUse(long nanos) {
      series.use.observe(nanos);
      countOverflow();
    }

    public void countTimeout() {
      series.timeouts.increment();
      countOverflow();
    }

    private void countOverflow() {
      if (series.overflow) {
        limit.countOverflow();
      }
    }
  }

  /** What pools of one name have in common. */
  private static final class Series {
    final String name;
    final boolean overflow;
    final HistogramCell wait;
    final HistogramCell use;
    final LongAdder timeouts = new LongAdder();

    /** Changed under the lock of the family. */
    final List<Pool> pools = new CopyOnWriteArrayList<>();

    Series(String name, boolean overflow, HistogramCell wait, HistogramCell use) {
      this.name = name;
      this.overflow = overflow;
      this.wait = wait;
      this.use = use;
    }

    void forgetClosed() {
      List<Pool> closed = new ArrayList<>();
      for (Pool pool : pools) {
        if (!pool.source.isOpen()) {
          pool.forgotten = true;
          closed.add(pool);
        }
      }
      pools.removeAll(closed);
    }

    /** Null if none of the pools tells. */
    PoolNumbers read() {
      PoolNumbers sum = null;
      for (Pool pool : pools) {
        PoolNumbers numbers = pool.source.read();
        if (numbers != null) {
          sum = sum == null ? numbers : sum.plus(numbers);
        }
      }
      return sum;
    }
  }

  private final Distribution waits;
  private final Distribution uses;
  private final SeriesLimit limit = new SeriesLimit(Metrics.CONNECTIONS.name, MAX_POOLS);

  /** By name; guarded by the lock of this object. */
  private final Map<String, Series> byName = new TreeMap<>();

  PoolMetrics(Config config) {
    double[] bounds = config.databaseBuckets();
    this.waits = Distribution.ofDurations(Metrics.CONNECTION_WAIT, config, bounds);
    this.uses = Distribution.ofDurations(Metrics.CONNECTION_USE, config, bounds);
  }

  /**
   * A pool has become known.
   *
   * @param name null if the application gave it none: then it is {@code unnamed-1}, or has the next
   *     number that no pool has that is open, and numbers do not rise with redeployments
   */
  public synchronized Pool open(String name, String unnamed, Source source) {
    forgetClosed();
    String label = name == null ? "" : Text.label(name, MAX_LABEL_LENGTH);
    Series series = series(label.isEmpty() ? firstFree(unnamed) : label);
    Pool pool = new Pool(series, source);
    series.pools.add(pool);
    return pool;
  }

  private String firstFree(String unnamed) {
    int number = 1;
    while (byName.containsKey(unnamed + '-' + number)) {
      number++;
    }
    return unnamed + '-' + number;
  }

  private Series series(String name) {
    Series present = byName.get(name);
    if (present != null) {
      return present;
    }
    boolean overflow = SeriesLimit.OTHER.equals(name);
    if (!limit.tryTake(1, overflow)) {
      return series(SeriesLimit.OTHER);
    }
    Series created = new Series(name, overflow, waits.cell(name), uses.cell(name));
    byName.put(name, created);
    return created;
  }

  private void forgetClosed() {
    for (Iterator<Series> all = byName.values().iterator(); all.hasNext(); ) {
      Series series = all.next();
      series.forgetClosed();
      if (series.pools.isEmpty()) {
        all.remove();
        waits.remove(series.name);
        uses.remove(series.name);
        limit.release();
      }
    }
  }

  private synchronized List<Series> openSeries() {
    forgetClosed();
    return new ArrayList<>(byName.values());
  }

  @Override
  void collect(MetricSnapshots.Builder out) {
    GaugeSnapshot.Builder connections = Snapshots.gauge(Metrics.CONNECTIONS);
    GaugeSnapshot.Builder max = Snapshots.gauge(Metrics.CONNECTIONS_MAX);
    GaugeSnapshot.Builder pending = Snapshots.gauge(Metrics.CONNECTIONS_PENDING);
    CounterSnapshot.Builder timeouts = Snapshots.counter(Metrics.CONNECTION_TIMEOUTS);
    for (Series series : openSeries()) {
      Labels labels = waits.labels(series.name);
      timeouts.dataPoint(Snapshots.counted(labels, series.timeouts.sum()));
      PoolNumbers numbers = series.read();
      if (numbers != null) {
        connections.dataPoint(Snapshots.point(labels.add("state", "active"), numbers.active));
        connections.dataPoint(Snapshots.point(labels.add("state", "idle"), numbers.idle));
        max.dataPoint(Snapshots.point(labels, numbers.max));
        pending.dataPoint(Snapshots.point(labels, numbers.pending));
      }
    }
    Snapshots.addUnlessEmpty(out, connections.build());
    Snapshots.addUnlessEmpty(out, max.build());
    Snapshots.addUnlessEmpty(out, pending.build());
    waits.collect().addTo(out);
    uses.collect().addTo(out);
    Snapshots.addUnlessEmpty(out, timeouts.build());
  }

  @Override
  List<Distribution> distributions() {
    return Arrays.asList(waits, uses);
  }

  @Override
  List<SeriesLimit> limits() {
    return Collections.singletonList(limit);
  }
}
