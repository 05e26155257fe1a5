package dev.tacho.metrics;

import dev.tacho.config.Config;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Inbound HTTP, and where the time of requests went. Any thread may record; recording into a known
 * series allocates nothing.
 */
public final class HttpMetrics extends Family {
  private static final double[] CALLS_PER_REQUEST = {0, 1, 2, 5, 10, 20, 50, 100};

  private final Durations durations;
  private final Distribution queries =
      new Distribution(
          "http_request_db_queries",
          "Queries that one request ran.",
          BucketLayout.ofCounts(CALLS_PER_REQUEST),
          "route");
  private final Distribution externalCalls =
      new Distribution(
          "http_request_external_calls",
          "Outbound calls that one request made.",
          BucketLayout.ofCounts(CALLS_PER_REQUEST),
          "route");
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
    String name = "http_request_duration_seconds";
    this.slowNanos = config.slowRequestNanos();
    this.durations =
        new Durations(
            name,
            "Time from the container handing the request over until the response is complete.",
            Buckets.withThresholds(Buckets.HTTP, slowNanos),
            "method",
            "route",
            "status_code");
    this.durationLimit = new SeriesLimit(name, config.maxSeries());
    this.timeLimit = new SeriesLimit("http_request_time_seconds_total", config.maxSeries());
    this.repeatedStatements =
        RouteCounter.ofEvents(
            "http_n_plus_one_requests",
            "Requests that ran one statement at least n-plus-one times.",
            "collection",
            config.maxSeries());
    this.heldNanos =
        RouteCounter.ofNanos(
            "db_connection_held_external_seconds",
            "Waiting for another service while the request's thread held a database connection.",
            "peer_service",
            config.maxSeries());
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
    HistogramSnapshot requests = durations.collect();
    Durations.addUnlessEmpty(out, requests);
    Durations.addUnlessEmpty(
        out, Durations.totals("http_requests", "HTTP requests finished.", requests));
    collectByMethod(out);
    Durations.addUnlessEmpty(out, queries.collect());
    Durations.addUnlessEmpty(out, externalCalls.collect());
    repeatedStatements.collect(out);
    heldNanos.collect(out);
    out.metricSnapshot(
        gauge(
            "http_active_requests",
            "HTTP requests in flight.",
            (double) Math.max(0, active.sum())));
    double ratio = errorRatio(System.nanoTime(), 1);
    if (!Double.isNaN(ratio)) {
      out.metricSnapshot(
          gauge("http_error_ratio", "Share of 5xx over the sliding window error-window.", ratio));
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
    CounterSnapshot.Builder slowRequests =
        CounterSnapshot.builder()
            .name("http_slow_requests")
            .help("HTTP requests longer than the threshold slow-request.");
    slow.addTo(slowRequests);
    Durations.addUnlessEmpty(out, slowRequests.build());
    CounterSnapshot.Builder time =
        CounterSnapshot.builder()
            .name("http_request_time_seconds")
            .help("Where the time of requests went, on their own threads.");
    timeNanos.addSecondsTo(time);
    Durations.addUnlessEmpty(out, time.build());
  }

  @Override
  List<SeriesLimit> limits() {
    return Arrays.asList(durationLimit, timeLimit, repeatedStatements.limit(), heldNanos.limit());
  }
}
