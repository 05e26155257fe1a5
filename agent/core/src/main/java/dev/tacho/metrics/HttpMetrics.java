package dev.tacho.metrics;

import dev.tacho.config.Config;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Inbound HTTP. Any thread may record; recording into a known series allocates nothing. */
public final class HttpMetrics extends Family {
  private static final String[] METHODS = {
    "GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS", "TRACE", "CONNECT", "_OTHER"
  };
  private static final int OTHER_METHOD = METHODS.length - 1;

  /** The name under which Tomcat, Jetty and Undertow register the servlet for files. */
  private static final String DEFAULT_SERVLET = "default";

  private final Durations durations;
  private final SeriesLimit limit;
  private final long slowNanos;
  private final LongAdder active = new LongAdder();

  private final DeclaredRoutes<Route> declared = new DeclaredRoutes<>();

  private final PathTable<Route> observed;

  /** Responses of 300 or more for which nobody declares a route. */
  private final Route unmatched = new Route("_unmatched_", true);

  private final Route staticFiles = new Route("_static_", true);

  /** Paths that have not earned a series of their own, or found no room. */
  private final Route other = new Route(SeriesLimit.OTHER, true);

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
    this.limit = new SeriesLimit(name, config.maxSeries());
    this.observed = new PathTable<>(config.maxSeries());
  }

  public void requestStarted() {
    active.increment();
  }

  /** The request is no longer in flight, whether or not its result can be read. */
  public void requestEnded() {
    active.decrement();
  }

  /**
   * The route of a request that has been answered, unless that takes its path.
   *
   * @param mapping the servlet's URL pattern, or null
   * @return null if the route is {@link #observedRoute}
   */
  public Route route(String contextPath, String mapping, String servletName, int status) {
    if (mapping != null && declares(mapping)) {
      return declaredRoute(contextPath, "", mapping);
    }
    if (status >= 300) {
      return unmatched;
    }
    return DEFAULT_SERVLET.equals(servletName) && "/".equals(mapping) ? staticFiles : null;
  }

  /** The route that a framework or a servlet mapping declared, in the parts that it has it in. */
  public Route declaredRoute(String contextPath, String servletPath, String template) {
    Route route = declared.get(contextPath, servletPath, template);
    return route != null ? route : newDeclaredRoute(contextPath, servletPath, template);
  }

  /** The route of a request that a handler of static files answers. */
  public Route staticFileRoute(int status) {
    return status < 300 ? staticFiles : unmatched;
  }

  /** The route of a request of which nothing but the path is known. */
  public Route observedRoute(NormalizedPath path) {
    Route route = observed.get(path);
    return route != null ? route : newObservedRoute(path);
  }

  /** Records a finished request. */
  public void requestFinished(Route route, String method, int status, long nanos) {
    if (route == other) {
      limit.countOverflow();
    }
    record(route, methodIndex(method), status, nanos);
  }

  /** Whether a URL pattern says more than "everything" or "all files of this kind". */
  private static boolean declares(String mapping) {
    return mapping.length() > 1 && mapping.charAt(0) == '/' && !mapping.equals("/*");
  }

  private Route newDeclaredRoute(String contextPath, String servletPath, String template) {
    String name = RouteTemplate.label(contextPath, servletPath, template);
    Route route =
        declared.putIfAbsent(contextPath, servletPath, template, name, new Route(name, true));
    return route == null ? other : route;
  }

  private Route newObservedRoute(NormalizedPath path) {
    return observed.earnsEntry(path)
        ? observed.putIfAbsent(path, new Route(path.toString(), false))
        : other;
  }

  private void record(Route route, int method, int status, long nanos) {
    RouteMethod target = route.method(method);
    int statusKey = status >= 100 && status <= 599 ? status : 0;
    HistogramCell cell = target.statuses.get(statusKey);
    if (cell == null) {
      cell = target.addStatus(statusKey, route.exempt);
    }
    if (cell == null) {
      limit.countOverflow();
      record(other, method, status, nanos);
      return;
    }
    cell.observe(nanos);
    if (nanos > slowNanos) {
      target.slow.increment();
    }
  }

  private static int methodIndex(String method) {
    for (int i = 0; i < OTHER_METHOD; i++) {
      if (METHODS[i].equals(method)) {
        return i;
      }
    }
    return OTHER_METHOD;
  }

  @Override
  void collect(MetricSnapshots.Builder out) {
    HistogramSnapshot requests = durations.collect();
    Durations.addUnlessEmpty(out, requests);
    Durations.addUnlessEmpty(
        out, Durations.totals("http_requests", "HTTP requests finished.", requests));
    CountsByLabels slow = new CountsByLabels();
    for (Route route : declared.values()) {
      route.collectSlow(slow);
    }
    for (Route route : observed.values()) {
      route.collectSlow(slow);
    }
    unmatched.collectSlow(slow);
    staticFiles.collectSlow(slow);
    other.collectSlow(slow);
    CounterSnapshot.Builder slowRequests =
        CounterSnapshot.builder()
            .name("http_slow_requests")
            .help("HTTP requests longer than the threshold slow-request.");
    slow.addTo(slowRequests);
    Durations.addUnlessEmpty(out, slowRequests.build());
    out.metricSnapshot(
        GaugeSnapshot.builder()
            .name("http_active_requests")
            .help("HTTP requests in flight.")
            .dataPoint(
                GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .value((double) Math.max(0, active.sum()))
                    .build())
            .build());
  }

  @Override
  List<SeriesLimit> limits() {
    return Collections.singletonList(limit);
  }

  /** All series of one route. */
  public final class Route {
    final String name;
    final boolean exempt;
    private final RouteMethod[] methods = new RouteMethod[METHODS.length];

    Route(String name, boolean exempt) {
      this.name = name;
      this.exempt = exempt;
    }

    RouteMethod method(int index) {
      // A racy read is fine: RouteMethod has final fields only, and a miss takes the lock.
      RouteMethod method = methods[index];
      return method != null ? method : addMethod(index);
    }

    private synchronized RouteMethod addMethod(int index) {
      if (methods[index] == null) {
        methods[index] = new RouteMethod(METHODS[index], name);
      }
      return methods[index];
    }

    synchronized Collection<RouteMethod> methods() {
      return Arrays.asList(methods.clone());
    }

    /** Leaves out what found no room: it has been measured under {@link #other}. */
    void collectSlow(CountsByLabels slow) {
      for (RouteMethod method : methods()) {
        if (method != null && !method.statuses.values().isEmpty()) {
          slow.add(Labels.of("method", method.method, "route", name), method.slow.sum());
        }
      }
    }
  }

  private final class RouteMethod {
    final String method;
    final String route;
    final IntMap<HistogramCell> statuses = new IntMap<>();
    final LongAdder slow = new LongAdder();

    RouteMethod(String method, String route) {
      this.method = method;
      this.route = route;
    }

    /** Null if the family is full. */
    synchronized HistogramCell addStatus(int statusKey, boolean exempt) {
      HistogramCell present = statuses.get(statusKey);
      if (present != null) {
        return present;
      }
      if (exempt) {
        limit.takeExempt();
      } else if (!limit.tryTake()) {
        return null;
      }
      String status = statusKey == 0 ? SeriesLimit.OTHER : Integer.toString(statusKey);
      HistogramCell created = durations.cell(method, route, status);
      statuses.put(statusKey, created);
      return created;
    }
  }
}
