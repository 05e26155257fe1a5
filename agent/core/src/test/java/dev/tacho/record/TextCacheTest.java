package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.sql.SqlSummary;
import java.nio.CharBuffer;
import org.junit.jupiter.api.Test;

final class TextCacheTest {
  private final TextCache cache = new TextCache();

  @Test
  void keepsATextFromItsSecondSightingOn() {
    SqlStatement statement = statement("h2");
    put("select 1", statement);
    assertThat(get("select 1", "h2")).isNull();

    put("select 1", statement);

    assertThat(get(new String("select 1"), "h2")).isSameAs(statement);
    assertThat(get(CharBuffer.wrap("select 1"), "h2")).isSameAs(statement);
    assertThat(get("select 1", "oracle")).isNull();
    assertThat(get("select 2", "h2")).isNull();
  }

  /** {@code Aa} and {@code BB} have the same hash. */
  @Test
  void keepsTheTwoLatestTextsOfOnePlace() {
    SqlStatement first = statement("h2");
    SqlStatement second = statement("h2");
    SqlStatement third = statement("h2");
    put("AaAa", first);
    put("AaAa", first);
    put("BBBB", second);
    assertThat(get("AaAa", "h2")).isSameAs(first);
    assertThat(get("BBBB", "h2")).isSameAs(second);

    put("AaBB", third);

    assertThat(get("AaBB", "h2")).isSameAs(third);
    assertThat(get("BBBB", "h2")).isSameAs(second);
    assertThat(get("AaAa", "h2")).isNull();
  }

  @Test
  void keepsNoTextOfMoreThanTwoKilobytes() {
    for (int length : new int[] {2048, 2049}) {
      put("x".repeat(length), statement("h2"));
      put("x".repeat(length), statement("h2"));
    }

    assertThat(get("x".repeat(2048), "h2")).isNotNull();
    assertThat(get("x".repeat(2049), "h2")).isNull();
  }

  private void put(String text, SqlStatement statement) {
    cache.put(text, text.hashCode(), statement);
  }

  private SqlStatement get(CharSequence text, String system) {
    return cache.get(text, text.toString().hashCode(), system);
  }

  private static SqlStatement statement(String system) {
    return new SqlStatement(system, SqlSummary.UNKNOWN, null);
  }
}
