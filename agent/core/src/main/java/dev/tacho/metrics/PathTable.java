package dev.tacho.metrics;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Values under normalised paths, bounded twice: by the number of entries, and by the rule that a
 * path earns its entry at the third sighting, so that a scanner, which never comes back to a path,
 * cannot fill the table. Any thread may call; a look-up allocates nothing.
 */
final class PathTable<V> {
  private static final int SIGHTINGS_TO_EARN = 3;
  private static final int SLOTS = 1 << 12;
  private static final int COUNT_BITS = 2;
  private static final int COUNT_MASK = (1 << COUNT_BITS) - 1;

  private final ConcurrentMap<NormalizedPath, V> entries = new ConcurrentHashMap<>();
  private volatile int maxEntries;

  /**
   * Sightings of paths without an entry: the upper bits are the path's hash, the lower two its
   * count. Two paths that share a slot push each other out and earn their entries later.
   */
  private final AtomicIntegerArray sightings = new AtomicIntegerArray(SLOTS);

  PathTable(int maxEntries) {
    this.maxEntries = maxEntries;
  }

  void setMaxEntries(int maxEntries) {
    this.maxEntries = maxEntries;
  }

  boolean isFull() {
    return entries.size() >= maxEntries;
  }

  V get(NormalizedPath path) {
    return entries.get(path);
  }

  /** Counts a sighting; true when {@code path} has been seen often enough and there is room. */
  boolean earnsEntry(NormalizedPath path) {
    if (isFull()) {
      return false;
    }
    int hash = path.hashCode();
    int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    int tag = hash & ~COUNT_MASK;
    for (; ; ) {
      int seen = sightings.get(slot);
      int count = (seen & ~COUNT_MASK) == tag ? (seen & COUNT_MASK) + 1 : 1;
      if (count >= SIGHTINGS_TO_EARN) {
        return true;
      }
      if (sightings.compareAndSet(slot, seen, tag | count)) {
        return false;
      }
    }
  }

  /** Returns the value that is in the table now. */
  V putIfAbsent(NormalizedPath path, V value) {
    V present = entries.putIfAbsent(path.copy(), value);
    return present == null ? value : present;
  }

  Collection<V> values() {
    return entries.values();
  }
}
