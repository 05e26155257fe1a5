package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.sql.SqlSummary;
import org.junit.jupiter.api.Test;

final class TextCacheTest {
  private final TextCache cache = new TextCache();

  @Test
  void findsATextByItsCharactersAndSystem() {
    SqlStatement statement = statement("h2");
    cache.put("select 1", statement);

    assertThat(cache.get(new String("select 1"), "h2")).isSameAs(statement);
    assertThat(cache.get("select 1", "oracle")).isNull();
    assertThat(cache.get("select 2", "h2")).isNull();
  }

  /** {@code Aa} and {@code BB} have the same hash. */
  @Test
  void keepsTheTwoLatestTextsOfOnePlace() {
    SqlStatement first = statement("h2");
    SqlStatement second = statement("h2");
    SqlStatement third = statement("h2");
    cache.put("AaAa", first);
    cache.put("BBBB", second);
    assertThat(cache.get("AaAa", "h2")).isSameAs(first);
    assertThat(cache.get("BBBB", "h2")).isSameAs(second);

    cache.put("AaBB", third);

    assertThat(cache.get("AaBB", "h2")).isSameAs(third);
    assertThat(cache.get("BBBB", "h2")).isSameAs(second);
    assertThat(cache.get("AaAa", "h2")).isNull();
  }

  @Test
  void keepsNoTextOfMoreThanTwoKilobytes() {
    cache.put("x".repeat(2048), statement("h2"));
    cache.put("x".repeat(2049), statement("h2"));

    assertThat(cache.get("x".repeat(2048), "h2")).isNotNull();
    assertThat(cache.get("x".repeat(2049), "h2")).isNull();
  }

  private static SqlStatement statement(String system) {
    return new SqlStatement(system, SqlSummary.UNKNOWN, null);
  }
}
