package dev.tacho.cli.check;

import java.util.Collections;
import java.util.List;

/** What a run has measured, and whether it was the run that was asked for. */
final class RunResult {
  final List<EndpointResult> endpoints;

  /** How long was measured: less than asked for if the run was stopped. */
  final double measuredSeconds;

  final long late;

  /** With a larger share of late ones, latencies tell of this machine and not of the service. */
  final double maxLateRatio;

  /** Requests that nobody waited for when the run was stopped; they are in no other figure. */
  final long abandoned;

  final boolean stopped;

  /** From when requests were due to when they were sent: the error of the tool itself. */
  final Latencies lateness;

  RunResult(
      List<EndpointResult> endpoints,
      double measuredSeconds,
      long late,
      double maxLateRatio,
      long abandoned,
      boolean stopped,
      Latencies lateness) {
    this.endpoints = Collections.unmodifiableList(endpoints);
    this.measuredSeconds = measuredSeconds;
    this.late = late;
    this.maxLateRatio = maxLateRatio;
    this.abandoned = abandoned;
    this.stopped = stopped;
    this.lateness = lateness;
  }

  long requests() {
    long requests = 0;
    for (EndpointResult endpoint : endpoints) {
      requests += endpoint.requests;
    }
    return requests;
  }

  long errors() {
    long errors = 0;
    for (EndpointResult endpoint : endpoints) {
      errors += endpoint.errors();
    }
    return errors;
  }

  long notSent() {
    long notSent = 0;
    for (EndpointResult endpoint : endpoints) {
      notSent += endpoint.failures.getOrDefault(Failure.NOT_SENT, 0L);
    }
    return notSent;
  }

  /** Requests that were sent, per second. */
  double ratePerSecond() {
    return measuredSeconds == 0 ? 0 : (requests() - notSent()) / measuredSeconds;
  }

  boolean complies() {
    for (EndpointResult endpoint : endpoints) {
      if (!endpoint.complies()) {
        return false;
      }
    }
    return true;
  }

  /** Of the endpoints that were asked, the share that complies. */
  double complyingEndpointRatio() {
    int asked = 0;
    int complying = 0;
    for (EndpointResult endpoint : endpoints) {
      if (endpoint.requests > 0) {
        asked++;
        complying += endpoint.complies() ? 1 : 0;
      }
    }
    return asked == 0 ? 0 : (double) complying / asked;
  }

  /** The share of all requests that went to endpoints which comply. */
  double complyingRequestRatio() {
    long complying = 0;
    for (EndpointResult endpoint : endpoints) {
      complying += endpoint.complies() ? endpoint.requests : 0;
    }
    return requests() == 0 ? 0 : (double) complying / requests();
  }

  /** Whether too many requests were late for the figures to be trusted. */
  boolean machineWasTooSlow() {
    return late > maxLateRatio * requests();
  }

  boolean rateWasKept() {
    return !stopped && !machineWasTooSlow() && notSent() == 0;
  }
}
