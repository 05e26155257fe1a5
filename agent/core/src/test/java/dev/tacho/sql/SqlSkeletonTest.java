package dev.tacho.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SqlSkeletonTest {
  private static final int TEXTS = 60_000;

  /** What made-up texts consist of: much that matters to the lexer, little that refuses. */
  private static final String[] PIECES = {
    " ",
    " ",
    " ",
    ",",
    "(",
    ")",
    "-",
    "+",
    ".",
    "=",
    ";",
    "||",
    "<",
    "{",
    "}",
    ":",
    "@",
    "?",
    "*",
    "/",
    "%",
    "'a'",
    "'b'",
    "''",
    "'it''s'",
    "' -- '",
    "1",
    "22",
    "0",
    "3.5",
    ".7",
    "?1",
    "?2",
    ":1",
    ":a",
    "@p1",
    "select ",
    "from ",
    "t1",
    "t2",
    "x",
    " in (",
    "values (",
    "as ",
    "insert into ",
    "update ",
    "set ",
    "where ",
    "exec ",
    "create user ",
    "password ",
    "array",
    "escape ",
    "date ",
    "e'a'",
    "n'a'",
    "1e5",
    "0x1f",
    "--",
    "/*",
    "\\",
    "\"a\"",
    "$1",
    "#"
  };

  private final SqlSkeleton skeleton = new SqlSkeleton();
  private final SqlReader reader = new SqlReader();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "select * from t1 where a = 12 | select * from t1 where a = 0",
        "a in (1, 2.5,-3) | a in (0, 0.0,-0)",
        "x = 'it''s', y = '' | x = ', y = '",
        "'a' 'b' | ' '",
        "f(?1, :2, @p1) | f(?0, :0, @p1)",
        "x = .5 | x = .0",
        "a1b2.c3 | a1b2.c3",
      })
  void literalsAreEmptiedAndNamesStay(String sql, String expected) {
    assertThat(skeleton.read(sql)).isTrue();
    assertThat(skeleton).hasToString(expected);
    int hash = skeleton.hash();
    skeleton.read("another");
    assertThat(skeleton.hash()).isNotEqualTo(hash);
    skeleton.read(sql);
    assertThat(skeleton.hash()).isEqualTo(hash);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1 -- one",
        "select /* one */ 1",
        "select 1 // one",
        "select 1 # one",
        "*/",
        "\"name\"",
        "`name`",
        "[name]",
        "$1",
        "$$a$$",
        "'a\\'",
        "'open",
        "e'a'",
        "1'a'",
        "'ä",
        "ä",
        "1e5",
        "1e-5",
        "0x1f",
        "1_000",
        "1a",
        "select\u00001",
        "select\u00a01"
      })
  void textsThatNotAllDatabasesReadAlikeAreRefused(String sql) {
    assertThat(skeleton.read(sql)).isFalse();
  }

  @Test
  void longTextsAreRefused() {
    assertThat(skeleton.read("x".repeat(2048))).isTrue();
    assertThat(skeleton.read("x".repeat(2049))).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void textsWithTheSameSkeletonHaveTheSameSummary(SqlDialect dialect) {
    Random random = new Random(dialect.ordinal());
    Map<String, SqlSummary> summaries = new HashMap<>();
    Map<String, String> texts = new HashMap<>();
    int compared = 0;
    for (int i = 0; i < TEXTS; i++) {
      String sql = text(random);
      if (!skeleton.read(sql)) {
        continue;
      }
      reader.read(sql, dialect);
      SqlSummary summary = reader.summary();
      SqlSummary before = summaries.putIfAbsent(skeleton.toString(), summary);
      String textBefore = texts.putIfAbsent(skeleton.toString(), sql);
      if (before != null && !textBefore.equals(sql)) {
        compared++;
        assertThat(summary).as("%s and %s", textBefore, sql).isEqualTo(before);
        assertThat(summary.text).as("%s and %s", textBefore, sql).isEqualTo(before.text);
      }
    }

    assertThat(compared).isGreaterThan(TEXTS / 20);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int pieces = 1 + random.nextInt(4);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
