package dev.tacho.metrics;

/**
 * What one request did besides its own computing, added up while it runs. Belongs to one thread at
 * a time; used again for the next request.
 */
public final class RequestWork {
  /** Other services that one request calls while it holds a connection; the rest goes together. */
  private static final int MAX_HELD_FOR = 8;

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

  /** Whom the request called while it held a connection to a database, and for how long. */
  private final String[] heldFor = new String[MAX_HELD_FOR];

  private final long[] heldNanos = new long[MAX_HELD_FOR];
  private int heldForCount;

  public void reset() {
    databaseNanos = 0;
    cacheNanos = 0;
    externalNanos = 0;
    queries = 0;
    externalCalls = 0;
    heldForCount = 0;
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

  /** The request's thread held a connection to a database while it called another service. */
  public void addHeld(String peer, long nanos) {
    for (int i = 0; i < heldForCount; i++) {
      if (heldFor[i].equals(peer)) {
        heldNanos[i] += nanos;
        return;
      }
    }
    if (heldForCount < MAX_HELD_FOR - 1) {
      addHeldFor(peer, nanos);
    } else if (heldForCount < MAX_HELD_FOR) {
      addHeldFor(SeriesLimit.OTHER, nanos);
    } else {
      heldNanos[MAX_HELD_FOR - 1] += nanos;
    }
  }

  private void addHeldFor(String peer, long nanos) {
    heldFor[heldForCount] = peer;
    heldNanos[heldForCount++] = nanos;
  }

  /** How many services, at most, {@link #heldFor} tells apart. */
  public int heldForCount() {
    return heldForCount;
  }

  public String heldFor(int index) {
    return heldFor[index];
  }

  public long heldNanos(int index) {
    return heldNanos[index];
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
