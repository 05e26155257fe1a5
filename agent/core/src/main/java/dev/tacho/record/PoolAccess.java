package dev.tacho.record;

import dev.tacho.metrics.PoolNumbers;

/**
 * Reads the pools of one class. What it calls may neither lock nor wait: pools are read while they
 * are exhausted, by the thread of a scrape. Any thread may call.
 *
 * <p>Refers to classes of the application. The pool's class alone keeps it, so that both go when
 * the application goes; nothing of the agent may hold one.
 */
public interface PoolAccess {
  /** The name that the application gave the pool, null if it gave none. Called once for a pool. */
  String name(Object pool) throws Throwable;

  /** Whether the pool may still hand out connections. */
  boolean isOpen(Object pool) throws Throwable;

  /** Null if the pool has not started, or has been closed. */
  PoolNumbers read(Object pool) throws Throwable;
}
