package dev.tacho.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.concurrent.atomic.LongAdder;

/**
 * All that is recorded under one route. Known ones are found without allocation; any thread may
 * record.
 */
public final class Route {
  public final String name;

  /** Whether it gets its series although the family is full. */
  final boolean exempt;

  private final Method[] methods = new Method[HttpMethods.COUNT];

  /** Written under the lock of {@link #addWork}; a racing reader sees null, and takes it. */
  private Work work;

  Route(String name, boolean exempt) {
    this.name = name;
    this.exempt = exempt;
  }

  Method method(String method) {
    int index = HttpMethods.index(method);
    // A racy read is fine: Method has final fields only, and a miss takes the lock.
    Method known = methods[index];
    return known != null ? known : addMethod(index);
  }

  private synchronized Method addMethod(int index) {
    if (methods[index] == null) {
      methods[index] = new Method(this, HttpMethods.name(index));
    }
    return methods[index];
  }

  /** The methods that have been asked for. */
  synchronized Iterable<Method> methods() {
    java.util.List<Method> known = new java.util.ArrayList<>(methods.length);
    for (Method method : methods) {
      if (method != null) {
        known.add(method);
      }
    }
    return known;
  }

  /** Whether a request has been recorded under it. */
  boolean isMeasured() {
    for (Method method : methods()) {
      if (method.isMeasured()) {
        return true;
      }
    }
    return false;
  }

  /** What requests of this route did, made when the first of them ends. */
  Work work(Distribution queries, Distribution externalCalls) {
    Work known = work;
    return known != null ? known : addWork(queries, externalCalls);
  }

  private synchronized Work addWork(Distribution queries, Distribution externalCalls) {
    if (work == null) {
      work = new Work(queries.cell(name), externalCalls.cell(name));
    }
    return work;
  }

  /** How many calls a request makes. */
  static final class Work {
    final HistogramCell queries;
    final HistogramCell externalCalls;

    Work(HistogramCell queries, HistogramCell externalCalls) {
      this.queries = queries;
      this.externalCalls = externalCalls;
    }
  }

  /** One method of one route. */
  static final class Method {
    final Route route;
    final String name;
    final IntMap<HistogramCell> statuses = new IntMap<>();
    final LongAdder slow = new LongAdder();
    private TimeSpent time;

    Method(Route route, String name) {
      this.route = route;
      this.name = name;
    }

    /** The series of a status, or null if there is none and the family is full. */
    HistogramCell status(int status, Durations durations, SeriesLimit limit) {
      int key = status >= 100 && status <= 599 ? status : 0;
      HistogramCell known = statuses.get(key);
      return known != null ? known : addStatus(key, durations, limit);
    }

    private synchronized HistogramCell addStatus(int key, Durations durations, SeriesLimit limit) {
      HistogramCell present = statuses.get(key);
      if (present != null) {
        return present;
      }
      if (!limit.tryTake(1, route.exempt)) {
        return null;
      }
      String status = key == 0 ? SeriesLimit.OTHER : Integer.toString(key);
      HistogramCell created = durations.cell(name, route.name, status);
      statuses.put(key, created);
      return created;
    }

    /** Where the time went, or null if the family is full. */
    TimeSpent time(SeriesLimit limit) {
      TimeSpent known = time;
      return known != null ? known : addTime(limit);
    }

    private synchronized TimeSpent addTime(SeriesLimit limit) {
      if (time == null && limit.tryTake(TimeSpent.SERIES, route.exempt)) {
        time = new TimeSpent();
      }
      return time;
    }

    /** False for one that found no room: its requests have been measured under another route. */
    boolean isMeasured() {
      return !statuses.values().isEmpty();
    }

    Labels labels() {
      return Labels.of("method", name, "route", route.name);
    }

    synchronized TimeSpent measuredTime() {
      return time;
    }
  }

  /** Where the time of a route's requests went. */
  static final class TimeSpent {
    static final int SERIES = RequestWork.Component.values().length;

    private static final RequestWork.Component[] COMPONENTS = RequestWork.Component.values();

    private final LongAdder[] nanos = new LongAdder[SERIES];

    TimeSpent() {
      for (int i = 0; i < SERIES; i++) {
        nanos[i] = new LongAdder();
      }
    }

    void add(RequestWork work, long totalNanos) {
      for (int i = 0; i < SERIES; i++) {
        long part = work.nanos(COMPONENTS[i], totalNanos);
        if (part > 0) {
          nanos[i].add(part);
        }
      }
    }

    void collect(Labels labels, CountsByLabels out) {
      for (int i = 0; i < SERIES; i++) {
        out.add(labels.add("component", COMPONENTS[i].label), nanos[i].sum());
      }
    }
  }
}
