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

  long enter(ThreadState thread) {
    return thread.connections.depth++ == 0 ? Tokens.start() : Tokens.NESTED;
  }

  void taken(ThreadState thread, long startNanos, Object connection) {
    HeldConnections held = thread.connections;
    Object seenClosed = connection instanceof Proxy ? held.inner : connection;
    if (startNanos == Tokens.NESTED && seenClosed != null) {
      held.inner = seenClosed;
    }
    leave(thread, startNanos, seenClosed);
  }

  void opened(ThreadState thread, long startNanos, Object connection) {
    leave(thread, startNanos, connection instanceof Proxy ? null : connection);
  }

  /** With {@code connection} held, unless it is null or part of getting another one. */
  private void leave(ThreadState thread, long startNanos, Object connection) {
    HeldConnections held = thread.connections;
    if (held.depth > 0) {
      held.depth--;
    }
    if (startNanos != Tokens.NESTED) {
      held.inner = null;
      if (connection != null) {
        hold(thread, connection);
      }
    }
  }

  private void hold(ThreadState thread, Object connection) {
    release(thread, connection); // handed out again without having been closed: one connection
    AtomicInteger count = thread.connections.add();
    if (!holders.put(connection, count)) {
      count.decrementAndGet();
    }
  }

  void returned(ThreadState thread, Object connection) {
    if (thread.connections.inner == connection) {
      thread.connections.inner = null;
    }
    release(thread, connection);
  }

  private void release(ThreadState thread, Object connection) {
    AtomicInteger count = holders.remove(connection, thread.lookup);
    if (count != null) {
      count.decrementAndGet();
    }
  }
}
