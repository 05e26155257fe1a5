package dev.tacho.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.util.Collections;

/** The figures as metrics for a Pushgateway: all gauges, since they are those of the last run. */
final class PushedMetrics {
  private static final long TIMEOUT_NANOS = 10_000_000_000L;

  private final StringBuilder text = new StringBuilder();

  private PushedMetrics() {}

  /**
   * Replaces what an earlier run of the plan has left there.
   *
   * @throws IOException if that is not answered with a success
   */
  static void push(String url, String plan, String text) throws IOException {
    Endpoint put = new Endpoint();
    put.method = "PUT";
    PlannedRequest request =
        new PlannedRequest(
            put,
            "/metrics/job/tacho_check/plan/" + encoded(plan),
            Collections.singletonMap("Content-Type", "text/plain; version=0.0.4; charset=utf-8"),
            text);
    Target target = Target.open("--push-gateway", url);
    long deadlineNanos = System.nanoTime() + TIMEOUT_NANOS;
    try (Connection connection = Connection.open(target, deadlineNanos)) {
      int status = connection.exchange(request, deadlineNanos);
      if (status / 100 != 2) {
        throw new IOException(url + " has answered " + status);
      }
    }
  }

  /** A slash would need a path of another form. */
  private static String encoded(String plan) throws UnsupportedEncodingException {
    return URLEncoder.encode(plan.replace('/', '_'), UTF_8.name()).replace("+", "%20");
  }

  /** The text exposition, version 0.0.4. */
  static String of(RunResult result, Conclusion conclusion, long endSeconds) {
    PushedMetrics metrics = new PushedMetrics();
    metrics.addRun(result, conclusion, endSeconds);
    metrics.addRequests(result);
    metrics.addLatencies(result);
    metrics.addObjectives(result);
    return metrics.text.toString();
  }

  private void addRun(RunResult result, Conclusion conclusion, long endSeconds) {
    family("end_timestamp_seconds", "When the last run ended.");
    sample("end_timestamp_seconds", "", endSeconds);
    family("exit_code", "0 all endpoints comply, 1 at least one does not, 2 not measured.");
    sample("exit_code", "", conclusion.exitCode);
    family("request_rate", "Requests that were sent per second.");
    sample("request_rate", "", result.ratePerSecond());
    family("late_requests", "Requests that were sent more than 10 ms after they were due.");
    sample("late_requests", "", result.late);
    family("complying_endpoint_ratio", "Share of the endpoints that comply.");
    sample("complying_endpoint_ratio", "", result.complyingEndpointRatio());
  }

  private void addRequests(RunResult result) {
    family("requests", "Requests that were due, sent or not.");
    for (EndpointResult each : result.endpoints) {
      sample("requests", labels(each), each.requests);
    }
    family("errors", "Requests without an expected answer.");
    for (EndpointResult each : result.endpoints) {
      for (Failure failure : Failure.values()) {
        sample(
            "errors",
            labels(each) + ",kind=\"" + failure.label + '"',
            each.failures.getOrDefault(failure, 0L));
      }
    }
  }

  private void addLatencies(RunResult result) {
    family("latency_seconds", "Percentiles of latencies from when requests were due.");
    for (EndpointResult each : result.endpoints) {
      for (Measure measure : Measure.values()) {
        if (measure.isLatency() && each.latency.count > 0) {
          sample(
              "latency_seconds",
              labels(each) + ",quantile=\"" + number(measure.percentile / 100) + '"',
              each.latency.get(measure));
        }
      }
    }
  }

  private void addObjectives(RunResult result) {
    family("objective_met", "Whether an endpoint keeps an objective of its tier: 1 or 0.");
    for (EndpointResult each : result.endpoints) {
      for (Verdict verdict : each.verdicts) {
        sample(
            "objective_met",
            labels(each) + ",objective=\"" + verdict.measure.label + '"',
            verdict.complies() ? 1 : 0);
      }
    }
  }

  private static String labels(EndpointResult result) {
    return "endpoint=\""
        + escaped(result.endpoint.name)
        + "\",tier=\""
        + escaped(result.endpoint.tier.name)
        + '"';
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private void family(String name, String help) {
    text.append("# HELP tacho_check_").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE tacho_check_").append(name).append(" gauge\n");
  }

  private void sample(String name, String labels, Number value) {
    text.append("tacho_check_").append(name);
    if (!labels.isEmpty()) {
      text.append('{').append(labels).append('}');
    }
    text.append(' ').append(number(value)).append('\n');
  }

  private static String number(Number value) {
    return new BigDecimal(value.toString()).stripTrailingZeros().toPlainString();
  }
}
