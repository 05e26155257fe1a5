package dev.tacho.cli.check;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What has become of the measured requests of one endpoint. Any thread may add and read.
 *
 * <p>Latencies are those of answers, expected or not, and of requests that were given up, with the
 * time after which they were: else a service that never answers would have the best percentiles.
 * Where there was no connection or no answer there is no latency either.
 */
final class EndpointFigures {
  private static final long MAX_MICROS = TimeUnit.HOURS.toMicros(1);
  private static final int SIGNIFICANT_DIGITS = 3;

  private final Histogram latencyMicros = new Histogram(MAX_MICROS, SIGNIFICANT_DIGITS);
  private final Histogram serviceMicros = new Histogram(MAX_MICROS, SIGNIFICANT_DIGITS);
  private final Map<Failure, Long> failures = new EnumMap<>(Failure.class);
  private final Map<Integer, Long> statuses = new TreeMap<>();
  private long requests;

  /**
   * @param latencyNanos from when it was due to the end of the answer
   * @param serviceNanos from when it was sent
   */
  synchronized void answered(boolean expected, int status, long latencyNanos, long serviceNanos) {
    requests++;
    statuses.merge(status, 1L, Long::sum);
    if (!expected) {
      failures.merge(Failure.STATUS, 1L, Long::sum);
    }
    record(latencyNanos, serviceNanos);
  }

  synchronized void timedOut(long latencyNanos, long serviceNanos) {
    requests++;
    failures.merge(Failure.TIMEOUT, 1L, Long::sum);
    record(latencyNanos, serviceNanos);
  }

  synchronized void failed(Failure failure) {
    requests++;
    failures.merge(failure, 1L, Long::sum);
  }

  private void record(long latencyNanos, long serviceNanos) {
    latencyMicros.recordValue(micros(latencyNanos));
    serviceMicros.recordValue(micros(serviceNanos));
  }

  private static long micros(long nanos) {
    return Math.min(MAX_MICROS, Math.max(0, (nanos + 500) / 1000));
  }

  synchronized EndpointResult result(Endpoint endpoint) {
    return new EndpointResult(
        endpoint,
        requests,
        new EnumMap<>(failures),
        new TreeMap<>(statuses),
        new Latencies(latencyMicros),
        new Latencies(serviceMicros));
  }

  synchronized long requests() {
    return requests;
  }

  synchronized long errors() {
    long errors = 0;
    for (long count : failures.values()) {
      errors += count;
    }
    return errors;
  }

  synchronized void addLatenciesTo(Histogram sum) {
    sum.add(latencyMicros);
  }
}
