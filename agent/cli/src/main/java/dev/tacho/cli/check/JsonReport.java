package dev.tacho.cli.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report for scripts; docs/check.md describes it. */
final class JsonReport {
  static final String FORMAT = "tacho-check";
  static final int VERSION = 1;

  private JsonReport() {}

  /**
   * @param facts what describes the run, put at the beginning
   * @param comparison null if there is none
   */
  static Map<String, Object> of(
      Map<String, Object> facts,
      RunResult result,
      Conclusion conclusion,
      Map<String, Object> comparison) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("format", FORMAT);
    report.put("version", VERSION);
    report.putAll(facts);
    report.put("exit_code", conclusion.exitCode);
    report.put("conclusion", conclusion.text);
    report.put("rate_kept", result.rateWasKept());
    report.put("complies", result.complies());
    report.put("complying_endpoint_ratio", rounded(result.complyingEndpointRatio()));
    report.put("complying_request_ratio", rounded(result.complyingRequestRatio()));
    report.put("measured", measured(result));
    report.put("violations", violations(result));
    report.put("endpoints", endpoints(result));
    if (comparison != null) {
      report.put("comparison", comparison);
    }
    return report;
  }

  private static Map<String, Object> measured(RunResult result) {
    Map<String, Object> measured = new LinkedHashMap<>();
    measured.put("seconds", rounded(result.measuredSeconds));
    measured.put("rate_per_second", rounded(result.ratePerSecond()));
    measured.put("requests", result.requests());
    measured.put("errors", result.errors());
    measured.put("not_sent", result.notSent());
    measured.put("late", result.late);
    measured.put("abandoned", result.abandoned);
    measured.put("sending_delay_seconds", latencies(result.lateness, false));
    return measured;
  }

  private static List<Object> violations(RunResult result) {
    List<Object> violations = new ArrayList<>();
    for (EndpointResult endpoint : result.endpoints) {
      for (Verdict verdict : endpoint.verdicts) {
        if (!verdict.complies()) {
          Map<String, Object> violation = new LinkedHashMap<>();
          violation.put("endpoint", endpoint.endpoint.name);
          addVerdict(violation, verdict);
          violations.add(violation);
        }
      }
    }
    return violations;
  }

  private static List<Object> endpoints(RunResult result) {
    List<Object> endpoints = new ArrayList<>();
    for (EndpointResult each : result.endpoints) {
      long notSent = each.failures.getOrDefault(Failure.NOT_SENT, 0L);
      double rate =
          result.measuredSeconds == 0 ? 0 : (each.requests - notSent) / result.measuredSeconds;
      Map<String, Object> endpoint = new LinkedHashMap<>();
      endpoint.put("name", each.endpoint.name);
      endpoint.put("method", each.endpoint.method);
      endpoint.put("path", each.endpoint.path.toString());
      endpoint.put("tier", each.endpoint.tier.name);
      endpoint.put("requests", each.requests);
      endpoint.put("rate_per_second", rounded(rate));
      endpoint.put("errors", each.errors());
      endpoint.put("error_ratio", rounded(each.errorRatio()));
      endpoint.put("errors_by_kind", failures(each));
      endpoint.put("statuses", statuses(each));
      endpoint.put("latency_seconds", latencies(each.latency, true));
      endpoint.put("service_seconds", latencies(each.service, false));
      endpoint.put("complies", each.requests == 0 ? null : each.complies());
      endpoint.put("objectives", objectives(each));
      endpoints.add(endpoint);
    }
    return endpoints;
  }

  private static Map<String, Object> failures(EndpointResult endpoint) {
    Map<String, Object> failures = new LinkedHashMap<>();
    for (Failure failure : Failure.values()) {
      failures.put(failure.label, endpoint.failures.getOrDefault(failure, 0L));
    }
    return failures;
  }

  private static Map<String, Object> statuses(EndpointResult endpoint) {
    Map<String, Object> statuses = new LinkedHashMap<>();
    for (Map.Entry<Integer, Long> status : endpoint.statuses.entrySet()) {
      statuses.put(Integer.toString(status.getKey()), status.getValue());
    }
    return statuses;
  }

  private static List<Object> objectives(EndpointResult endpoint) {
    List<Object> objectives = new ArrayList<>();
    for (Verdict verdict : endpoint.verdicts) {
      Map<String, Object> objective = new LinkedHashMap<>();
      addVerdict(objective, verdict);
      objective.put("complies", verdict.complies());
      objectives.add(objective);
    }
    return objectives;
  }

  private static void addVerdict(Map<String, Object> json, Verdict verdict) {
    json.put("objective", verdict.measure.label);
    json.put("limit", verdict.limit);
    json.put("actual", rounded(verdict.actual));
  }

  private static Map<String, Object> latencies(Latencies latencies, boolean withBuckets) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("count", latencies.count);
    if (latencies.count > 0) {
      json.put("mean", rounded(latencies.mean));
      for (Measure measure : Measure.values()) {
        if (measure.isLatency()) {
          json.put(measure.label, rounded(latencies.get(measure)));
        }
      }
    }
    if (withBuckets) {
      List<Object> buckets = new ArrayList<>();
      latencies
          .buckets()
          .forEach((bound, count) -> buckets.add(Arrays.<Object>asList(bound, count)));
      json.put("buckets", buckets);
    }
    return json;
  }

  /** To millionths: microseconds, and what of shares and rates is not noise. */
  static double rounded(double value) {
    return Math.rint(value * 1e6) / 1e6;
  }
}
