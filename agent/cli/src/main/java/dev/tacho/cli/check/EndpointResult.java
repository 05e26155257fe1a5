package dev.tacho.cli.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The figures of an endpoint when all is over, and whether they are within its tier. */
final class EndpointResult {
  final Endpoint endpoint;

  /** All that were due, sent or not. */
  final long requests;

  final Map<Failure, Long> failures;
  final Map<Integer, Long> statuses;

  /** From when requests were due. */
  final Latencies latency;

  /** From when they were sent. */
  final Latencies service;

  /** One for each limit of the tier; none where nothing was measured. */
  final List<Verdict> verdicts;

  EndpointResult(
      Endpoint endpoint,
      long requests,
      Map<Failure, Long> failures,
      Map<Integer, Long> statuses,
      Latencies latency,
      Latencies service) {
    this.endpoint = endpoint;
    this.requests = requests;
    this.failures = failures;
    this.statuses = statuses;
    this.latency = latency;
    this.service = service;
    this.verdicts = Collections.unmodifiableList(judge());
  }

  private List<Verdict> judge() {
    List<Verdict> verdicts = new ArrayList<>();
    for (Map.Entry<Measure, Double> limit : endpoint.tier.limits.entrySet()) {
      Measure measure = limit.getKey();
      boolean measured = measure.isLatency() ? latency.count > 0 : requests > 0;
      if (measured) {
        double actual = measure.isLatency() ? latency.get(measure) : errorRatio();
        verdicts.add(new Verdict(measure, limit.getValue(), actual));
      }
    }
    return verdicts;
  }

  long errors() {
    long errors = 0;
    for (long count : failures.values()) {
      errors += count;
    }
    return errors;
  }

  double errorRatio() {
    return requests == 0 ? 0 : (double) errors() / requests;
  }

  /** Where nothing was measured there is nothing to comply with. */
  boolean complies() {
    for (Verdict verdict : verdicts) {
      if (!verdict.complies()) {
        return false;
      }
    }
    return true;
  }
}
