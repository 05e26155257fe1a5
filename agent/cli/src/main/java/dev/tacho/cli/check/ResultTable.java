package dev.tacho.cli.check;

import java.util.Locale;

/** The report for people. */
final class ResultTable {
  private static final int MIN_NAME_CHARS = 8;

  private ResultTable() {}

  static String of(RunResult result) {
    int width = MIN_NAME_CHARS;
    for (EndpointResult endpoint : result.endpoints) {
      width = Math.max(width, endpoint.endpoint.name.length());
    }
    String format = "%-" + width + "s  %-13s %9s %8s %9s %9s %9s %9s  %s%n";
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            format,
            "endpoint",
            "tier",
            "requests",
            "errors",
            "p50",
            "p95",
            "p99",
            "max",
            "verdict"));
    for (EndpointResult each : result.endpoints) {
      table.append(
          String.format(
              format,
              each.endpoint.name,
              each.endpoint.tier.name,
              each.requests,
              each.errors(),
              latency(each, Measure.P50),
              latency(each, Measure.P95),
              latency(each, Measure.P99),
              latency(each, Measure.MAX),
              verdict(each)));
    }
    addViolations(table, result);
    addTotals(table, result);
    return table.toString();
  }

  private static String latency(EndpointResult endpoint, Measure measure) {
    return endpoint.latency.count == 0 ? "-" : Verdict.millis(endpoint.latency.get(measure));
  }

  private static String verdict(EndpointResult endpoint) {
    if (endpoint.requests == 0) {
      return "not asked";
    }
    return endpoint.complies() ? "complies" : "VIOLATES";
  }

  private static void addViolations(StringBuilder table, RunResult result) {
    if (result.complies()) {
      return;
    }
    table.append(String.format("%nViolations:%n"));
    for (EndpointResult endpoint : result.endpoints) {
      for (Verdict verdict : endpoint.verdicts) {
        if (!verdict.complies()) {
          table.append(
              String.format(
                  "  %s: %s%s%n",
                  endpoint.endpoint.name,
                  verdict,
                  verdict.measure == Measure.ERRORS ? " (" + failures(endpoint) + ')' : ""));
        }
      }
    }
  }

  private static String failures(EndpointResult endpoint) {
    StringBuilder kinds = new StringBuilder();
    endpoint.failures.forEach(
        (failure, count) ->
            kinds
                .append(kinds.length() == 0 ? "" : ", ")
                .append(count)
                .append(' ')
                .append(failure.label));
    if (endpoint.failures.containsKey(Failure.STATUS)) {
      kinds.append("; answers ").append(endpoint.statuses);
    }
    return kinds.toString();
  }

  private static void addTotals(StringBuilder table, RunResult result) {
    table.append(
        String.format(
            Locale.ROOT,
            "%n%d requests in %.1f s, %.1f/s; %d errors; %d not sent, %d late"
                + " (own delay p50 %s, p99 %s).%n",
            result.requests(),
            result.measuredSeconds,
            result.ratePerSecond(),
            result.errors(),
            result.notSent(),
            result.late,
            Verdict.millis(result.lateness.get(Measure.P50)),
            Verdict.millis(result.lateness.get(Measure.P99))));
    if (result.abandoned > 0) {
      table.append(
          String.format(
              "%d requests were unanswered at the stop, and are in no figure.%n",
              result.abandoned));
    }
    table.append(
        String.format(
            Locale.ROOT,
            "%.1f %% of the endpoints comply, with %.1f %% of the requests.%n",
            100 * result.complyingEndpointRatio(),
            100 * result.complyingRequestRatio()));
  }
}
