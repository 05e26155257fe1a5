package dev.tacho.record;

import dev.tacho.metrics.ExternalMetrics;

/**
 * The outbound operation that a thread has called last: most threads that call at all call the same
 * URL again. To compare four values, instead of finding the operation by host and normalised path,
 * saves 78 of 193 ns (docs/performance.md). Used by one thread.
 */
final class LatestOperation {
  /** Longer paths are not kept. */
  private static final int MAX_PATH = 200;

  /** There is one in a JVM; tests have more. */
  private ExternalMetrics metrics;

  private String method;
  private String host;
  private int port;
  private String path;
  private ExternalMetrics.Operation operation;

  /** Null if it was another one. */
  ExternalMetrics.Operation get(
      ExternalMetrics metrics, String method, String host, int port, String path) {
    return operation != null
            && metrics == this.metrics
            && port == this.port
            && this.path.equals(path)
            && this.host.equals(host)
            && this.method.equals(method)
        ? operation
        : null;
  }

  void set(
      ExternalMetrics metrics,
      String method,
      String host,
      int port,
      String path,
      ExternalMetrics.Operation operation) {
    if (method != null && host != null && path != null && path.length() <= MAX_PATH) {
      this.metrics = metrics;
      this.method = method;
      this.host = host;
      this.port = port;
      this.path = path;
      this.operation = operation;
    }
  }
}
