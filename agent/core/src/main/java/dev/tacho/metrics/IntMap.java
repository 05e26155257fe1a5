package dev.tacho.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A few values under small int keys, for the handful of statuses that a route answers with. Readers
 * scan an immutable snapshot, so that {@link #get} costs a volatile read and a few compares; a
 * writer copies it. Any thread may read; writers take turns under a lock of the owner.
 */
final class IntMap<V> {
  private static final class Snapshot<V> {
    final int[] keys;
    final List<V> values;

    Snapshot(int[] keys, List<V> values) {
      this.keys = keys;
      this.values = values;
    }
  }

  private volatile Snapshot<V> snapshot = new Snapshot<>(new int[0], Collections.<V>emptyList());

  /** Null if there is no value under {@code key}. */
  V get(int key) {
    Snapshot<V> s = snapshot;
    int[] keys = s.keys;
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] == key) {
        return s.values.get(i);
      }
    }
    return null;
  }

  /** The caller has looked before, under a lock of its own: {@code key} must be new. */
  void put(int key, V value) {
    Snapshot<V> s = snapshot;
    int[] keys = Arrays.copyOf(s.keys, s.keys.length + 1);
    keys[s.keys.length] = key;
    List<V> values = new ArrayList<>(s.values);
    values.add(value);
    snapshot = new Snapshot<>(keys, values);
  }

  List<V> values() {
    return Collections.unmodifiableList(snapshot.values);
  }
}
