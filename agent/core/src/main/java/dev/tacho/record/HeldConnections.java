package dev.tacho.record;

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

  /** Whatever earlier requests have not given back is none of the new one's. */
  void beginRequest() {
    depth = 0;
    inner = null;
    if (count.get() != 0) {
      count = new AtomicInteger();
    }
  }
}
