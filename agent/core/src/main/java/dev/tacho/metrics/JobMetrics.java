package dev.tacho.metrics;

import dev.tacho.catalog.Metrics;
import dev.tacho.config.Config;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Background jobs. Any thread may record; recording a run of a known task allocates nothing. */
public final class JobMetrics extends Family {
  private static final int MAX_LABEL_LENGTH = 120;
  private static final String TASK = "task";
  private static final String SUCCESS = "success";
  private static final String ERROR = "error";

  private final Distribution durations;
  private final SeriesLimit limit;
  private final ConcurrentMap<String, Task> tasks = new ConcurrentHashMap<>();
  private final Task other = new Task(SeriesLimit.OTHER);

  JobMetrics(Config config) {
    this.durations = Distribution.ofDurations(Metrics.JOB_DURATION, config, config.jobBuckets());
    this.limit = new SeriesLimit(Metrics.JOB_DURATION.name, config.maxSeries());
  }

  /** The task with this name: look it up once and keep it. */
  public Task task(String name) {
    String label = Text.label(name, MAX_LABEL_LENGTH);
    Task present = tasks.get(label);
    return present != null ? present : newTask(label);
  }

  private synchronized Task newTask(String label) {
    Task present = tasks.get(label);
    if (present != null) {
      return present;
    }
    boolean isOther = label.equals(SeriesLimit.OTHER);
    // One for each status, so that neither is without room when the other is there already.
    if (!limit.tryTake(2, isOther)) {
      return task(SeriesLimit.OTHER);
    }
    Task created = isOther ? other : new Task(label);
    tasks.put(label, created);
    return created;
  }

  /** One task. It shows as soon as a run of it has begun. */
  public final class Task {
    private final String name;
    private final AtomicInteger running = new AtomicInteger();
    private final LongAdder died = new LongAdder();

    /** Both null until a run has ended; then both there, since errors are alerted on. */
    private volatile HistogramCell successes;

    private volatile HistogramCell errors;

    /** Unix time; 0 for never. */
    private volatile long lastSuccessMillis;

    Task(String name) {
      this.name = name;
    }

    /** A run begins. To be followed by {@link #finished} or {@link #withdrawn}. */
    public void started() {
      running.incrementAndGet();
    }

    /** The run that began is one of another task. */
    public void withdrawn() {
      running.decrementAndGet();
    }

    /** A run ends. */
    public void finished(long nanos, boolean failed) {
      running.decrementAndGet();
      if (errors == null) {
        // The same labels get the same cells: a race makes no second ones.
        successes = durations.cell(name, SUCCESS);
        errors = durations.cell(name, ERROR);
      }
      if (failed) {
        errors.observe(nanos);
      } else {
        lastSuccessMillis = System.currentTimeMillis();
        successes.observe(nanos);
      }
      if (this == other) {
        limit.countOverflow();
      }
    }

    /** The exception of a run has ended the task for good. */
    public void died() {
      died.increment();
    }

    /** False for a name that gave way to a better one before a run had ended. */
    private boolean isShown() {
      return errors != null || running.get() > 0 || died.sum() > 0;
    }
  }

  @Override
  void collect(MetricSnapshots.Builder out) {
    GaugeSnapshot.Builder running = Snapshots.gauge(Metrics.JOBS_RUNNING);
    GaugeSnapshot.Builder lastSuccess = Snapshots.gauge(Metrics.JOB_LAST_SUCCESS);
    CounterSnapshot.Builder errors = Snapshots.counter(Metrics.JOB_ERRORS);
    CounterSnapshot.Builder died = Snapshots.counter(Metrics.JOBS_DIED);
    Distribution.Collected runs = durations.collect();
    for (Task task : tasks.values()) {
      if (task.isShown()) {
        Labels labels = Labels.of(TASK, task.name);
        running.dataPoint(Snapshots.point(labels, Math.max(0, task.running.get())));
        if (task.lastSuccessMillis > 0) {
          lastSuccess.dataPoint(Snapshots.point(labels, task.lastSuccessMillis / 1e3));
        }
        long failed = runs.count(durations.labels(task.name, ERROR));
        errors.dataPoint(Snapshots.counted(labels, failed));
        died.dataPoint(Snapshots.counted(labels, task.died.sum()));
      }
    }
    runs.addTo(out);
    Snapshots.addUnlessEmpty(out, errors.build());
    Snapshots.addUnlessEmpty(out, running.build());
    Snapshots.addUnlessEmpty(out, lastSuccess.build());
    Snapshots.addUnlessEmpty(out, died.build());
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
