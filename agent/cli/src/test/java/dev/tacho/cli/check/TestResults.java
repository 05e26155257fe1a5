package dev.tacho.cli.check;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Results without a run. */
final class TestResults {
  private TestResults() {}

  /** Ten answers of 1 to 10 times {@code millis}, the last {@code errors} of them with a 500. */
  static EndpointFigures tenAnswers(long millis, int errors) {
    EndpointFigures figures = new EndpointFigures();
    addTenAnswers(figures, millis, errors);
    return figures;
  }

  static void addTenAnswers(EndpointFigures figures, long millis, int errors) {
    for (int i = 1; i <= 10; i++) {
      boolean expected = i <= 10 - errors;
      long nanos = TimeUnit.MILLISECONDS.toNanos(i * millis);
      figures.answered(expected, expected ? 200 : 500, nanos, nanos);
    }
  }

  static RunResult of(EndpointResult... endpoints) {
    return of(0, false, endpoints);
  }

  static RunResult of(long late, boolean stopped, EndpointResult... endpoints) {
    Histogram lateness = new Histogram(1_000_000, 3);
    lateness.recordValue(100);
    return new RunResult(
        Arrays.asList(endpoints), 10, late, 0.01, 0, stopped, new Latencies(lateness));
  }

  static EndpointResult nothing(Endpoint endpoint) {
    return new EndpointFigures().result(endpoint);
  }
}
