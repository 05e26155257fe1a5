package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class IntMapTest {
  private final IntMap<String> map = new IntMap<>();

  @Test
  void findsEachValueUnderItsKey() {
    map.put(200, "ok");
    map.put(0, "none");
    map.put(-1, "negative");

    assertThat(map.get(200)).isEqualTo("ok");
    assertThat(map.get(0)).isEqualTo("none");
    assertThat(map.get(-1)).isEqualTo("negative");
    assertThat(map.get(404)).isNull();
    assertThat(map.values()).containsExactly("ok", "none", "negative");
  }

  @Test
  void anEmptyMapHasNothing() {
    assertThat(map.get(0)).isNull();
    assertThat(map.values()).isEmpty();
  }

  @Test
  void theValuesCannotBeChangedFromOutside() {
    map.put(1, "one");

    assertThatThrownBy(() -> map.values().add("two"))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
