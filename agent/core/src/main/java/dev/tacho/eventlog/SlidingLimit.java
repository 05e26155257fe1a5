package dev.tacho.eventlog;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * So many permits for each key in any span of a given length. Keys share one of a fixed number of
 * slots where their hashes meet: that makes permits fewer, never more. Any thread may take; nobody
 * waits. A slot holds the times of its last permits, and the oldest of them is the one to replace.
 */
final class SlidingLimit {
  private final int permits;
  private final long spanNanos;
  private final int slots;
  private final AtomicLongArray taken;

  /**
   * @param slots a power of two; 8 bytes are taken for each permit of each slot
   */
  SlidingLimit(int permits, long spanNanos, int slots) {
    this.permits = permits;
    this.spanNanos = spanNanos;
    this.slots = slots;
    long[] longAgo = new long[permits * slots];
    Arrays.fill(longAgo, System.nanoTime() - spanNanos);
    this.taken = new AtomicLongArray(longAgo);
  }

  /**
   * @param nowNanos the time by {@link System#nanoTime}
   */
  boolean take(long key, long nowNanos) {
    int first = slot(key) * permits;
    for (; ; ) {
      int oldest = first;
      for (int i = first + 1; i < first + permits; i++) {
        if (taken.get(i) - taken.get(oldest) < 0) {
          oldest = i;
        }
      }
      long time = taken.get(oldest);
      if (nowNanos - time < spanNanos) {
        return false;
      }
      if (taken.compareAndSet(oldest, time, nowNanos)) {
        return true;
      }
    }
  }

  private int slot(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L; // 2^64 / golden ratio: spreads keys that are near
    return (int) (mixed >>> 40) & (slots - 1);
  }
}
