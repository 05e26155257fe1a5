package dev.tacho.agenttests.benchmark;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * A filter in front of a servlet of which it knows all labels, so that it keeps each data point in
 * a field. Takes part in the same metrics as the agent, and takes the request's id from its header.
 */
final class HandWrittenFilter implements Filter {
  private static final double SLOW_SECONDS = 0.5;
  private static final double[] HTTP = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
  private static final double[] CALLS = {0, 1, 2, 5, 10, 20, 50, 100};

  /** What the code below the filter adds to on the thread of the request. */
  static final class Work {
    static final ThreadLocal<Work> current = ThreadLocal.withInitial(Work::new);

    double dbSeconds;
    double cacheSeconds;
    double externalSeconds;
    int queries;
    int externalCalls;

    void reset() {
      dbSeconds = 0;
      cacheSeconds = 0;
      externalSeconds = 0;
      queries = 0;
      externalCalls = 0;
    }
  }

  private final String idHeader;
  private final DistributionDataPoint duration;
  private final CounterDataPoint ok;
  private final CounterDataPoint slow;
  private final GaugeDataPoint active;
  private final CounterDataPoint dbTime;
  private final CounterDataPoint cacheTime;
  private final CounterDataPoint externalTime;
  private final CounterDataPoint appTime;
  private final DistributionDataPoint queries;
  private final DistributionDataPoint externalCalls;
  private final CounterDataPoint failed;

  /**
   * @param idHeader null where requests get no id
   */
  HandWrittenFilter(String idHeader, String route) {
    this.idHeader = idHeader;
    this.duration =
        Library.histogram("http_request_duration_seconds", HTTP, "method", "route", "status_code")
            .labelValues("GET", route, "200");
    Counter requests = Library.counter("http_requests", "method", "route", "status_code");
    this.ok = requests.labelValues("GET", route, "200");
    this.failed = requests.labelValues("GET", route, "500");
    this.slow = Library.counter("http_slow_requests", "method", "route").labelValues("GET", route);
    this.active = Library.gauge("http_active_requests");
    Counter time = Library.counter("http_request_time_seconds", "method", "route", "component");
    this.dbTime = time.labelValues("GET", route, "db");
    this.cacheTime = time.labelValues("GET", route, "cache");
    this.externalTime = time.labelValues("GET", route, "external");
    this.appTime = time.labelValues("GET", route, "app");
    this.queries = Library.histogram("http_request_db_queries", CALLS, "route").labelValues(route);
    this.externalCalls =
        Library.histogram("http_request_external_calls", CALLS, "route").labelValues(route);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (idHeader != null) {
      passOn(((HttpServletRequest) request).getHeader(idHeader), request, response);
    }
    Work work = Work.current.get();
    work.reset();
    active.inc();
    long startNanos = System.nanoTime();
    try {
      chain.doFilter(request, response);
    } finally {
      double seconds = (System.nanoTime() - startNanos) / Library.NANOS_PER_SECOND;
      active.dec();
      record(((HttpServletResponse) response).getStatus(), seconds, work);
    }
  }

  private void passOn(String id, ServletRequest request, ServletResponse response) {
    ((HttpServletResponse) response).setHeader(idHeader, id);
    request.setAttribute("request_id", id);
  }

  private void record(int status, double seconds, Work work) {
    if (status != HttpServletResponse.SC_OK) {
      failed.inc();
      return;
    }
    duration.observe(seconds);
    ok.inc();
    if (seconds > SLOW_SECONDS) {
      slow.inc();
    }
    dbTime.inc(work.dbSeconds);
    cacheTime.inc(work.cacheSeconds);
    externalTime.inc(work.externalSeconds);
    appTime.inc(seconds - work.dbSeconds - work.cacheSeconds - work.externalSeconds);
    queries.observe(work.queries);
    externalCalls.observe(work.externalCalls);
  }
}
