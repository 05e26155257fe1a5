package dev.tacho.record;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Knows which thread holds which database connections, from getting one until giving it back. Any
 * thread may call.
 *
 * <p>Only the outermost call for a connection counts, so that what a pool opens for itself is not
 * held by its user. Where that call answers a {@link Proxy}, nobody sees it closed; what a data
 * source within handed out stands for it, since closing the proxy closes that. A proxy with nothing
 * behind it, as one that connects on its first use, holds nothing yet.
 */
final class ConnectionRecorder {
  /** Connections that are held at one time; those beyond are taken to be not held. */
  private static final int MAX_CONNECTIONS = 10_000;

  /** By connection, the count of the thread that took it. */
  private final WeakIdentityMap<AtomicInteger> holders = new WeakIdentityMap<>(MAX_CONNECTIONS);

  long enter() {
    return ThreadState.get().connections.depth++ == 0 ? Tokens.start() : Tokens.NESTED;
  }

  void taken(long startNanos, Object connection) {
    ThreadState thread = ThreadState.get();
    HeldConnections held = thread.connections;
    boolean isSeenClosed = connection != null && !(connection instanceof Proxy);
    if (startNanos == Tokens.NESTED && isSeenClosed) {
      held.inner = connection;
    }
    leave(startNanos, connection == null || isSeenClosed ? connection : held.inner, thread);
  }

  void opened(long startNanos, Object connection) {
    leave(startNanos, connection instanceof Proxy ? null : connection, ThreadState.get());
  }

  /** With {@code connection} held, unless it is null or part of getting another one. */
  private void leave(long startNanos, Object connection, ThreadState thread) {
    HeldConnections held = thread.connections;
    if (held.depth > 0) {
      held.depth--;
    }
    if (startNanos != Tokens.NESTED) {
      held.inner = null;
      if (connection != null) {
        hold(connection, thread);
      }
    }
  }

  private void hold(Object connection, ThreadState thread) {
    release(connection, thread); // handed out again without having been closed: one connection
    AtomicInteger count = thread.connections.add();
    if (!holders.put(connection, count)) {
      count.decrementAndGet();
    }
  }

  void returned(Object connection) {
    ThreadState thread = ThreadState.get();
    if (thread.connections.inner == connection) {
      thread.connections.inner = null;
    }
    release(connection, thread);
  }

  private void release(Object connection, ThreadState thread) {
    AtomicInteger count = holders.remove(connection, thread.lookup);
    if (count != null) {
      count.decrementAndGet();
    }
  }
}
