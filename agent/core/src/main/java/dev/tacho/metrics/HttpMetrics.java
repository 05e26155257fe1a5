package dev.tacho.metrics;

import dev.tacho.catalog.Metrics;
import dev.tacho.config.Config;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Inbound HTTP, and where the time of requests went. Any thread may record; recording into a known
 * series allocates nothing.
 */
public final class HttpMetrics extends Family {
  private static final double[] CALLS_PER_REQUEST = {0, 1, 2, 5, 10, 20, 50, 100};

  private final Distribution durations;
  private final Distribution queries;
  private final Distribution externalCalls;
  private final RouteCounter repeatedStatements;
  private final RouteCounter heldNanos;
  private final SeriesLimit durationLimit;
  private final SeriesLimit timeLimit;
  private final Routes routes;
  private volatile long slowNanos;
  private final SlidingRatio errorRatio;

  /** Replaced when requests are in flight of whose end nobody will tell. */
  private volatile LongAdder active = new LongAdder();

  private final LongAdder finished = new LongAdder();
  private final LongAdder serverErrors = new LongAdder();

  HttpMetrics(Config config) {
    this.slowNanos = config.slowRequestNanos();
    this.durations =
        Distribution.ofDurations(Metrics.HTTP_DURATION, config, config.httpBuckets(), slowNanos);
    this.queries = Distribution.ofCounts(Metrics.REQUEST_QUERIES, config, CALLS_PER_REQUEST);
    this.externalCalls =
        Distribution.ofCounts(Metrics.REQUEST_EXTERNAL_CALLS, config, CALLS_PER_REQUEST);
    this.durationLimit = new SeriesLimit(Metrics.HTTP_DURATION.name, config.maxSeries());
    this.timeLimit = new SeriesLimit(Metrics.REQUEST_TIME.name, config.maxSeries());
    this.repeatedStatements = RouteCounter.ofEvents(Metrics.N_PLUS_ONE, config.maxSeries());
    this.heldNanos = RouteCounter.ofNanos(Metrics.HELD_EXTERNAL, config.maxSeries());
    this.errorRatio = new SlidingRatio(config.errorWindowNanos());
    this.routes = new Routes(config.routes(), config.maxSeries());
  }

  @Override
  public void configure(Config config) {
    slowNanos = config.slowRequestNanos();
    routes.configure(config.routes(), config.maxSeries());
  }

  public Routes routes() {
    return routes;
  }

  /** Answers where the request counts while it is in flight, for {@link #requestEnded}. */
  public LongAdder requestStarted() {
    LongAdder counted = active;
    counted.increment();
    return counted;
  }

  /** The request is no longer in flight, whether or not its result can be read. */
  public static void requestEnded(LongAdder counted) {
    counted.decrement();
  }

  /** Nobody will tell of the end of requests that are in flight. */
  public void forgetActive() {
    active = new LongAdder();
  }

  /**
   * Records a finished request.
   *
   * @param endNanos when it finished, by {@link System#nanoTime}
   * @param requestId null if it has none
   * @return the route under which it was recorded: another one where {@code route} found no room
   */
  public Route requestFinished(
      Route route,
      String methodName,
      int status,
      long nanos,
      long endNanos,
      String requestId,
      RequestWork work) {
    Route.Method method = route.method(methodName);
    HistogramCell cell = method.status(status, durations, durationLimit);
    if (cell == null) {
      return requestFinished(routes.other(), methodName, status, nanos, endNanos, requestId, work);
    }
    if (route == routes.other()) {
      durationLimit.countOverflow();
    }
    finished.increment(); // before its error, so that there are never more errors than requests
    if (status >= 500 && status <= 599) {
      serverErrors.increment();
    }
    cell.observe(nanos, endNanos, requestId);
    if (nanos > slowNanos) {
      method.slow.increment();
    }
    recordTime(method, work, nanos);
    Route.Work calls = route.work(queries, externalCalls);
    calls.queries.observe(work.queries());
    calls.externalCalls.observe(work.externalCalls());
    for (int i = 0; i < work.heldForCount(); i++) {
      heldNanos.add(route.name, route.exempt, work.heldFor(i), work.heldNanos(i));
    }
    return route;
  }

  /** A request of {@code route} ran one statement on {@code collection} too often. */
  public void statementRepeated(Route route, String collection) {
    repeatedStatements.add(route.name, route.exempt, collection, 1);
  }

  private void recordTime(Route.Method method, RequestWork work, long nanos) {
    Route.TimeSpent time = method.time(timeLimit);
    if (time == null) {
      recordTime(routes.other().method(method.name), work, nanos);
      return;
    }
    if (method.route == routes.other()) {
      timeLimit.countOverflow();
    }
    time.add(work, nanos);
  }

  @Override
  void collect(MetricSnapshots.Builder out) {
    Distribution.Collected requests = durations.collect();
    requests.addTo(out);
    requests.addTotalsTo(out, Metrics.HTTP_REQUESTS, failuresOfKnownRoutes());
    collectByMethod(out);
    queries.collect().addTo(out);
    externalCalls.collect().addTo(out);
    repeatedStatements.collect(out);
    heldNanos.collect(out);
    out.metricSnapshot(Snapshots.gauge(Metrics.HTTP_ACTIVE, (double) Math.max(0, active.sum())));
    double ratio = errorRatio(System.nanoTime(), 1);
    if (!Double.isNaN(ratio)) {
      out.metricSnapshot(Snapshots.gauge(Metrics.HTTP_ERROR_RATIO, ratio));
    }
  }

  /**
   * The share of 5xx over the sliding window.
   *
   * @param minRequests NaN with less than so many
   */
  public double errorRatio(long nowNanos, long minRequests) {
    long errors = serverErrors.sum();
    return errorRatio.ratio(nowNanos, errors, finished.sum(), minRequests);
  }

  /** The requests of the sliding window, and those of them that failed with 5xx. */
  public RecentCounts recent(long nowNanos) {
    long errors = serverErrors.sum();
    return errorRatio.recent(nowNanos, errors, finished.sum());
  }

  @Override
  void sample(long nowNanos) {
    long errors = serverErrors.sum();
    errorRatio.sample(nowNanos, errors, finished.sum());
  }

  /**
   * A rate does not see the event that a series begins with, so what an exception of the
   * application becomes is there before. A path alone fails as another route, {@link
   * Routes#ofServlet}.
   */
  private List<Labels> failuresOfKnownRoutes() {
    List<Labels> failures = new ArrayList<>();
    for (Route route : routes.all()) {
      for (Route.Method method : route.methods()) {
        if (route.exempt && method.isMeasured()) {
          failures.add(durations.labels(method.name, route.name, "500"));
        }
      }
    }
    return failures;
  }

  private void collectByMethod(MetricSnapshots.Builder out) {
    CountsByLabels slow = new CountsByLabels();
    CountsByLabels timeNanos = new CountsByLabels();
    for (Route route : routes.all()) {
      for (Route.Method method : route.methods()) {
        if (method.isMeasured()) {
          slow.add(method.labels(), method.slow.sum());
        }
        Route.TimeSpent time = method.measuredTime();
        if (time != null) {
          time.collect(method.labels(), timeNanos);
        }
      }
    }
    CounterSnapshot.Builder slowRequests = Snapshots.counter(Metrics.HTTP_SLOW);
    slow.addTo(slowRequests);
    Snapshots.addUnlessEmpty(out, slowRequests.build());
    CounterSnapshot.Builder time = Snapshots.counter(Metrics.REQUEST_TIME);
    timeNanos.addSecondsTo(time);
    Snapshots.addUnlessEmpty(out, time.build());
  }

  @Override
  List<Distribution> distributions() {
    return Arrays.asList(durations, queries, externalCalls);
  }

  @Override
  List<SeriesLimit> limits() {
    return Arrays.asList(durationLimit, timeLimit, repeatedStatements.limit(), heldNanos.limit());
  }
}
