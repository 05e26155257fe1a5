package dev.tacho.agenttests.benchmark;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;

/** What a handler that knows its own route would do to measure a request. */
final class HandWrittenRequests {
  private static final double SLOW_SECONDS = 0.5;

  private final Histogram durations =
      Library.histogram(
          "http_request_duration_seconds",
          new double[] {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10},
          "method",
          "route",
          "status_code");
  private final Counter requests =
      Library.counter("http_requests", "method", "route", "status_code");
  private final Counter slowRequests = Library.counter("http_slow_requests", "method", "route");
  private final Gauge activeRequests = Library.gauge("http_active_requests");

  private final String route;
  private final DistributionDataPoint duration;
  private final CounterDataPoint ok;
  private final CounterDataPoint slow;
  private final GaugeDataPoint active;

  HandWrittenRequests(String route) {
    this.route = route;
    this.duration = durations.labelValues("GET", route, "200");
    this.ok = requests.labelValues("GET", route, "200");
    this.slow = slowRequests.labelValues("GET", route);
    this.active = activeRequests;
  }

  void cached() {
    active.inc();
    long startNanos = System.nanoTime();
    double seconds = (System.nanoTime() - startNanos) / Library.NANOS_PER_SECOND;
    active.dec();
    duration.observe(seconds);
    ok.inc();
    if (seconds > SLOW_SECONDS) {
      slow.inc();
    }
  }

  void lookup() {
    activeRequests.inc();
    long startNanos = System.nanoTime();
    double seconds = (System.nanoTime() - startNanos) / Library.NANOS_PER_SECOND;
    activeRequests.dec();
    durations.labelValues("GET", route, "200").observe(seconds);
    requests.labelValues("GET", route, "200").inc();
    if (seconds > SLOW_SECONDS) {
      slowRequests.labelValues("GET", route).inc();
    }
  }
}
