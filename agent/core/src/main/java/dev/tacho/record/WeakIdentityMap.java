package dev.tacho.record;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Values for objects of the application, by identity, without keeping those objects alive: an entry
 * goes when its object does. Values must not refer to their objects.
 *
 * <p>Any thread may call. A look-up allocates nothing and takes no lock; the reference queue is
 * emptied by one thread of the agent ({@link #expunge}), never by a thread of the application: its
 * lock has brought virtual threads to a halt in other agents.
 */
final class WeakIdentityMap<V> {
  private static final ReferenceQueue<Object> collected = new ReferenceQueue<>();

  /** A key for look-ups, kept by the thread that uses it. Holds its object during the call only. */
  static final class Lookup {
    private Object object;
    private int hash;

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    @SuppressWarnings("EqualsUsingHashCode") // compares referents; a hash alone decides nothing
    public boolean equals(Object other) {
      return other instanceof Key && ((Key) other).get() == object;
    }
  }

  /** An entry's key. A subclass may hold the entry's value, and so save an object. */
  static class Key extends WeakReference<Object> {
    final ConcurrentMap<Object, ?> entries;
    private final int hash;

    Key(Object object, WeakIdentityMap<?> map) {
      super(object, collected);
      this.entries = map.entries;
      this.hash = System.identityHashCode(object);
    }

    @Override
    public final int hashCode() {
      return hash;
    }

    @Override
    public final boolean equals(Object other) {
      if (this == other) {
        return true;
      }
      Object object = get();
      return object != null && other instanceof Key && ((Key) other).get() == object;
    }
  }

  private final ConcurrentMap<Object, V> entries = new ConcurrentHashMap<>();
  private final int maxEntries;

  WeakIdentityMap(int maxEntries) {
    this.maxEntries = maxEntries;
  }

  V get(Object object, Lookup lookup) {
    lookup.object = object;
    lookup.hash = System.identityHashCode(object);
    V value = entries.get(lookup);
    lookup.object = null;
    return value;
  }

  /** Returns false, and stores nothing, if the map is full and has nothing for {@code object}. */
  boolean put(Object object, V value) {
    return put(new Key(object, this), value);
  }

  /** As {@link #put(Object, Object)}, for an object that has its key already. */
  boolean put(Key key, V value) {
    if (entries.size() >= maxEntries) {
      return entries.replace(key, value) != null;
    }
    entries.put(key, value);
    return true;
  }

  V remove(Object object, Lookup lookup) {
    lookup.object = object;
    lookup.hash = System.identityHashCode(object);
    V value = entries.remove(lookup);
    lookup.object = null;
    return value;
  }

  /** Removes the entries of collected objects, of all maps. */
  static void expunge() {
    for (Key key = (Key) collected.poll(); key != null; key = (Key) collected.poll()) {
      key.entries.remove(key);
    }
  }

  void clear() {
    entries.clear();
  }

  int size() {
    return entries.size();
  }
}
