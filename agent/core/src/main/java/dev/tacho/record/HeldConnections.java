package dev.tacho.record;

import dev.tacho.metrics.PoolMetrics;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a thread knows of database connections: how many it holds, and the call it is inside of that
 * hands it another. Used by its own thread, but for the count, which any thread lowers that gives a
 * connection back.
 */
final class HeldConnections {
  int depth;

  /** What a data source inside the outermost call handed out; null outside of such calls. */
  Object inner;

  /** The pool that handed {@link #inner} out, or what the call answers; null outside of calls. */
  PoolMetrics.Pool innerPool;

  private long innerWaitNanos;

  /** The pool of the connection that the request took last; null if it came from no pool. */
  String lastPool;

  /** How long that pool took to hand it out. */
  long lastWaitNanos;

  /** Left to those that still refer to it when a new request finds it not to be 0. */
  private AtomicInteger count = new AtomicInteger();

  int count() {
    return count.get();
  }

  /** Counts one more connection; who has it gives it back by decrementing what this answers. */
  AtomicInteger add() {
    count.incrementAndGet();
    return count;
  }

  /** A pool has handed out a connection, maybe to a data source around it. */
  void handedOut(PoolMetrics.Pool pool, long waitNanos) {
    innerPool = pool;
    innerWaitNanos = waitNanos;
  }

  /** The outermost call has handed out a connection. */
  void took() {
    lastPool = innerPool == null ? null : innerPool.name();
    lastWaitNanos = innerPool == null ? 0 : innerWaitNanos;
  }

  /** Whatever earlier requests have not given back is none of the new one's. */
  void beginRequest() {
    depth = 0;
    inner = null;
    innerPool = null;
    lastPool = null;
    lastWaitNanos = 0;
    if (count.get() != 0) {
      count = new AtomicInteger();
    }
  }
}
