package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class WeakIdentityMapTest {
  private final WeakIdentityMap<String> map = new WeakIdentityMap<>(3);
  private final WeakIdentityMap.Lookup lookup = new WeakIdentityMap.Lookup();

  @Test
  void objectsAreToldApartByIdentity() {
    Object one = new NeverEqual();
    Object other = new NeverEqual();
    map.put(one, "one");

    assertThat(map.get(other, lookup)).isNull();
    assertThat(map.get(one, lookup)).isEqualTo("one");
  }

  @Test
  void aNewValueReplacesTheOldOne() {
    Object key = new Object();
    map.put(key, "old");
    map.put(key, "new");

    assertThat(map.get(key, lookup)).isEqualTo("new");
    assertThat(map.size()).isEqualTo(1);
  }

  @Test
  void removeAnswersTheValueOnce() {
    Object key = new Object();
    map.put(key, "value");

    assertThat(map.remove(key, lookup)).isEqualTo("value");
    assertThat(map.remove(key, lookup)).isNull();
    assertThat(map.get(key, lookup)).isNull();
    assertThat(map.size()).isZero();
  }

  @Test
  void aFullMapTakesNothingMore() {
    Object[] keys = {new Object(), new Object(), new Object(), new Object()};

    assertThat(map.put(keys[0], "0")).isTrue();
    assertThat(map.put(keys[1], "1")).isTrue();
    assertThat(map.put(keys[2], "2")).isTrue();
    assertThat(map.put(keys[3], "3")).isFalse();

    assertThat(map.size()).isEqualTo(3);
    assertThat(keys).extracting(key -> map.get(key, lookup)).containsExactly("0", "1", "2", null);
  }

  @Test
  void aFullMapStillReplacesWhatItHas() {
    Object[] keys = {new Object(), new Object(), new Object()};
    for (Object key : keys) {
      map.put(key, "old");
    }

    assertThat(map.put(keys[1], "new")).isTrue();

    assertThat(keys).extracting(key -> map.get(key, lookup)).containsExactly("old", "new", "old");
  }

  @Test
  void anEntryGoesWhenItsObjectIsCollected() {
    Object kept = new Object();
    map.put(kept, "kept");
    WeakReference<Object> collected = putAndForget();

    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (map.size() > 1 && System.nanoTime() < deadline) {
      System.gc();
      WeakIdentityMap.expunge();
    }

    assertThat(collected.get()).isNull();
    assertThat(map.size()).isEqualTo(1);
    assertThat(map.get(kept, lookup)).isEqualTo("kept");
  }

  private WeakReference<Object> putAndForget() {
    Object forgotten = new Object();
    map.put(forgotten, "forgotten");
    return new WeakReference<>(forgotten);
  }

  @Test
  void aLookupDoesNotKeepItsObjectAlive() {
    WeakReference<Object> looked = lookUpAndForget();

    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (looked.get() != null && System.nanoTime() < deadline) {
      System.gc();
    }

    assertThat(looked.get()).isNull();
    assertThat(map.get(new Object(), lookup)).isNull();
  }

  private WeakReference<Object> lookUpAndForget() {
    Object forgotten = new Object();
    assertThat(map.get(forgotten, lookup)).isNull();
    return new WeakReference<>(forgotten);
  }

  private static final class NeverEqual {
    @Override
    public boolean equals(Object other) {
      throw new AssertionError("equals of the application was called");
    }

    @Override
    public int hashCode() {
      throw new AssertionError("hashCode of the application was called");
    }
  }
}
