package dev.tacho.metrics;

import dev.tacho.catalog.Metrics;
import dev.tacho.config.Config;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Methods that the configuration names, of no other family. Any thread may record; recording into a
 * known series allocates nothing.
 */
public final class MethodMetrics extends Family {
  private static final String SUCCESS = "success";
  private static final String ERROR = "error";

  private static final int MAX_LABEL_LENGTH = 120;

  private final Distribution durations;
  private final SeriesLimit limit;
  private final ConcurrentMap<String, Series> series = new ConcurrentHashMap<>();

  MethodMetrics(Config config) {
    this.durations =
        Distribution.ofDurations(Metrics.METHOD_DURATION, config, config.methodBuckets());
    this.limit = new SeriesLimit(Metrics.METHOD_DURATION.name, config.maxSeries());
  }

  /** The series of a method: look them up once and keep them. */
  public Series series(String method) {
    return labelled(Text.label(method, MAX_LABEL_LENGTH));
  }

  private Series labelled(String method) {
    Series present = series.get(method);
    if (present != null) {
      return present;
    }
    synchronized (series) {
      present = series.get(method);
      if (present == null) {
        boolean other = SeriesLimit.OTHER.equals(method);
        if (!limit.tryTake(2, other)) {
          return labelled(SeriesLimit.OTHER);
        }
        present = new Series(method, other);
        series.put(method, present);
      }
      return present;
    }
  }

  /** One method: its runs that returned, and those that threw. */
  public final class Series {
    private final HistogramCell succeeded;
    private final HistogramCell failed;
    private final boolean overflow;

    Series(String method, boolean overflow) {
      this.succeeded = durations.cell(method, SUCCESS);
      this.failed = durations.cell(method, ERROR);
      this.overflow = overflow;
    }

    public void record(long nanos, boolean hasFailed) {
      (hasFailed ? failed : succeeded).observe(nanos);
      if (overflow) {
        limit.countOverflow();
      }
    }
  }

  @Override
  void collect(MetricSnapshots.Builder out) {
    durations.collect().addTo(out);
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
