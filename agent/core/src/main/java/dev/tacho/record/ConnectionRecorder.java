package dev.tacho.record;

import dev.tacho.metrics.PoolMetrics;
import dev.tacho.metrics.RequestWork;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Knows which thread holds which database connections, from getting one until giving it back, and
 * how long pools take to hand one out. Any thread may call.
 *
 * <p>Only the outermost call for a connection counts, so that what a pool opens for itself is not
 * held by its user. Where that call answers a {@link Proxy}, nobody sees it closed; what a data
 * source within handed out stands for it, since closing the proxy closes that. A proxy with nothing
 * behind it, as one that connects on its first use, holds nothing yet.
 */
final class ConnectionRecorder {
  /** Connections that are held at one time; those beyond are taken to be not held. */
  private static final int MAX_CONNECTIONS = 10_000;

  /** A connection that is held. The only object that taking one makes, with its map entry. */
  private static final class Hold extends WeakIdentityMap.Key {
    /** The count of the thread that took the connection. */
    final AtomicInteger count;

    /** Null for a connection of no pool. */
    final PoolMetrics.Pool pool;

    final long sinceNanos;

    Hold(
        Object connection,
        WeakIdentityMap<Hold> map,
        AtomicInteger count,
        PoolMetrics.Pool pool,
        long sinceNanos) {
      super(connection, map);
      this.count = count;
      this.pool = pool;
      this.sinceNanos = sinceNanos;
    }
  }

  private final PoolRecorder pools;
  private final WeakIdentityMap<Hold> holds = new WeakIdentityMap<>(MAX_CONNECTIONS);

  ConnectionRecorder(PoolRecorder pools) {
    this.pools = pools;
  }

  long enter(ThreadState thread) {
    if (thread.connections.depth++ > 0) {
      return Tokens.NESTED;
    }
    thread.beginCall();
    return Tokens.start();
  }

  void taken(ThreadState thread, long startNanos, Object connection) {
    Object seenClosed = seenClosed(thread, connection);
    if (startNanos == Tokens.NESTED) {
      leaveNested(thread, seenClosed);
    } else {
      leave(thread, startNanos, Tokens.elapsed(startNanos), seenClosed);
    }
  }

  void opened(ThreadState thread, long startNanos, Object connection) {
    if (startNanos == Tokens.NESTED) {
      leaveNested(thread, null);
    } else {
      leave(
          thread,
          startNanos,
          Tokens.elapsed(startNanos),
          connection instanceof Proxy ? null : connection);
    }
  }

  /** Each call of a pool is timed, whatever it is nested in. */
  long enterPool(ThreadState thread, int library, Object pool) {
    pools.asked(thread, library, pool);
    if (thread.connections.depth++ == 0) {
      thread.beginCall();
    }
    return Tokens.start();
  }

  void leavePool(
      ThreadState thread, long startNanos, int library, Object object, Object connection) {
    long nanos = Tokens.elapsed(startNanos);
    PoolMetrics.Pool pool = pools.answered(thread, library, object);
    if (pool != null && connection != null) {
      pool.observeWait(nanos);
      thread.connections.handedOut(pool, nanos);
    } else if (pool != null) {
      pool.countTimeout();
    }
    Object seenClosed = seenClosed(thread, connection);
    if (thread.connections.depth > 1) {
      leaveNested(thread, seenClosed);
    } else {
      leave(thread, startNanos, nanos, seenClosed);
    }
  }

  private static Object seenClosed(ThreadState thread, Object connection) {
    return connection instanceof Proxy ? thread.connections.inner : connection;
  }

  private static void leaveNested(ThreadState thread, Object connection) {
    HeldConnections held = thread.connections;
    if (held.depth > 0) {
      held.depth--;
    }
    if (connection != null) {
      held.inner = connection;
    }
  }

  /** With {@code connection} held, unless it is null. */
  private void leave(ThreadState thread, long startNanos, long nanos, Object connection) {
    HeldConnections held = thread.connections;
    held.depth = 0;
    thread.endCall(RequestWork.Component.DB, nanos);
    if (connection != null) {
      hold(thread, connection, startNanos + nanos);
    }
    held.inner = null;
    held.innerPool = null;
  }

  private void hold(ThreadState thread, Object connection, long nowNanos) {
    release(thread, connection); // handed out again without having been closed: one connection
    HeldConnections held = thread.connections;
    AtomicInteger count = held.add();
    Hold hold = new Hold(connection, holds, count, held.innerPool, nowNanos);
    if (!holds.put(hold, hold)) {
      count.decrementAndGet();
    }
    held.took();
  }

  void returned(ThreadState thread, Object connection) {
    if (thread.connections.inner == connection) {
      thread.connections.inner = null;
      thread.connections.innerPool = null;
    }
    Hold hold = release(thread, connection);
    if (hold != null && hold.pool != null) {
      hold.pool.observeUse(Tokens.elapsed(hold.sinceNanos));
    }
  }

  /** Null if nobody holds the connection. */
  private Hold release(ThreadState thread, Object connection) {
    Hold hold = holds.remove(connection, thread.lookup);
    if (hold != null) {
      hold.count.decrementAndGet();
    }
    return hold;
  }

  /** Nothing was told for a while: connections have been given back, and taken again. */
  void resumed() {
    holds.clear();
  }
}
