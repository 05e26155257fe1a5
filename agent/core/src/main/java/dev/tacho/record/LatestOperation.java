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

  /** By which the operation was found; another one may find another operation. */
  private Object naming;

  private String method;
  private String host;
  private int port;
  private String path;
  private ExternalMetrics.Operation operation;

  /** Null if it was another one. */
  ExternalMetrics.Operation get(Object naming, String method, String host, int port, String path) {
    return operation != null
            && naming == this.naming
            && port == this.port
            && this.path.equals(path)
            && this.host.equals(host)
            && this.method.equals(method)
        ? operation
        : null;
  }

  void set(
      Object naming,
      String method,
      String host,
      int port,
      String path,
      ExternalMetrics.Operation operation) {
    if (method != null && host != null && path != null && path.length() <= MAX_PATH) {
      this.naming = naming;
      this.method = method;
      this.host = host;
      this.port = port;
      this.path = path;
      this.operation = operation;
    }
  }
}
