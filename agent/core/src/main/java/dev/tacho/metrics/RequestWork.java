package dev.tacho.metrics;

/**
 * What one request did besides its own computing, added up while it runs. Belongs to one thread at
 * a time; used again for the next request.
 */
public final class RequestWork {
  /** Where the time of a request goes. What is left of its duration is {@link #APP}. */
  public enum Component {
    DB("db"),
    CACHE("cache"),
    EXTERNAL("external"),
    APP("app");

    final String label;

    Component(String label) {
      this.label = label;
    }
  }

  private long databaseNanos;
  private long cacheNanos;
  private long externalNanos;
  private int queries;
  private int externalCalls;

  public void reset() {
    databaseNanos = 0;
    cacheNanos = 0;
    externalNanos = 0;
    queries = 0;
    externalCalls = 0;
  }

  /** Time on the request's thread that no other call enclosed. */
  public void addTime(Component component, long nanos) {
    switch (component) {
      case DB:
        databaseNanos += nanos;
        break;
      case CACHE:
        cacheNanos += nanos;
        break;
      case EXTERNAL:
        externalNanos += nanos;
        break;
      default:
        throw new IllegalArgumentException(component.label);
    }
  }

  public void countQuery() {
    queries++;
  }

  public void countExternalCall() {
    externalCalls++;
  }

  int queries() {
    return queries;
  }

  int externalCalls() {
    return externalCalls;
  }

  /** The four add up to {@code totalNanos}. */
  long nanos(Component component, long totalNanos) {
    switch (component) {
      case DB:
        return databaseNanos;
      case CACHE:
        return cacheNanos;
      case EXTERNAL:
        return externalNanos;
      default:
        return Math.max(0, totalNanos - databaseNanos - cacheNanos - externalNanos);
    }
  }
}
