package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class PathTableTest {
  private final PathTable<String> table = new PathTable<>(100);

  @Test
  void aPathEarnsItsEntryAtTheThirdSighting() {
    assertThat(table.earnsEntry(path("/a"))).isFalse();
    assertThat(table.earnsEntry(path("/a"))).isFalse();
    assertThat(table.earnsEntry(path("/a"))).isTrue();
  }

  @Test
  void sightingsOfOtherPathsDoNotCount() {
    table.earnsEntry(path("/a"));
    table.earnsEntry(path("/b"));
    table.earnsEntry(path("/c"));

    assertThat(table.earnsEntry(path("/a"))).isFalse();
    assertThat(table.earnsEntry(path("/b"))).isFalse();
  }

  @Test
  void anEntryIsFoundUnderAnEqualPathAndSurvivesTheReuseOfItsKey() {
    NormalizedPath scratch = path("/a");
    table.putIfAbsent(scratch, "value of a");
    scratch.set("/b");

    assertThat(table.get(path("/a"))).isEqualTo("value of a");
    assertThat(table.get(scratch)).isNull();
  }

  @Test
  void theFirstValueStays() {
    assertThat(table.putIfAbsent(path("/a"), "first")).isEqualTo("first");
    assertThat(table.putIfAbsent(path("/a"), "second")).isEqualTo("first");
    assertThat(table.values()).containsExactly("first");
  }

  @Test
  void aFullTableGivesNoMoreEntries() {
    for (int i = 0; i < 100; i++) {
      table.putIfAbsent(path("/page" + i + "x"), "value");
    }

    assertThat(table.isFull()).isTrue();
    for (int sighting = 0; sighting < 10; sighting++) {
      assertThat(table.earnsEntry(path("/late"))).isFalse();
    }
  }

  @Test
  void aScannerThatNeverComesBackLeavesTheTableEmpty() {
    Random random = new Random(42);
    NormalizedPath scratch = new NormalizedPath();
    int earned = 0;
    for (int i = 0; i < 100_000; i++) {
      scratch.set("/wp-" + letters(random) + "/" + letters(random) + "-" + i + ".php");
      if (table.earnsEntry(scratch)) {
        earned++;
      }
    }

    assertThat(earned).isZero();
    assertThat(table.values()).isEmpty();
  }

  @Test
  void aPathEarnsItsEntryWhileAScannerIsAtWork() {
    Random random = new Random(42);
    NormalizedPath scratch = new NormalizedPath();
    for (int i = 0; i < 100; i++) {
      table.earnsEntry(scratch.set("/scan-" + i + letters(random)));
      if (table.earnsEntry(scratch.set("/checkout"))) {
        return;
      }
    }
    assertThat(false).as("/checkout was seen 100 times").isTrue();
  }

  private static String letters(Random random) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      letters.append((char) ('a' + random.nextInt(26)));
    }
    return letters.toString();
  }

  private static NormalizedPath path(String uri) {
    return new NormalizedPath().set(uri);
  }
}
