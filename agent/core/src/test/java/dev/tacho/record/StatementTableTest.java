package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.sql.SqlDialect;
import dev.tacho.sql.SqlSummary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StatementTableTest {
  private static final int SETS = 64;
  private static final int WAYS = 16;

  /** SQL of one set more than it has places for. */
  private static final List<String> TEXTS = textsOfOneSet(WAYS + 1);

  private final StatementTable table = new StatementTable();

  @Test
  void ofEqualStatementsTheFirstStays() {
    SqlStatement first = statement(TEXTS.get(0));

    assertThat(table.putIfAbsent(first)).isSameAs(first);
    assertThat(table.putIfAbsent(statement(TEXTS.get(0)))).isSameAs(first);
    assertThat(table).containsExactly(first);
  }

  @Test
  void aNewStatementTakesThePlaceOfTheOneWithTheLeastTotalTime() {
    List<SqlStatement> full = fill();
    SqlStatement added = statement(TEXTS.get(WAYS));

    table.putIfAbsent(added);

    assertThat(table).hasSize(WAYS).contains(added).doesNotContain(full.get(0));
    assertThat(added.hasPlace).isTrue();
    assertThat(full.get(0).hasPlace).isFalse();
  }

  @Test
  void whatLostItsPlaceGetsOneWhenAnotherHasLessTotalTime() {
    SqlStatement displaced = fill().get(0);
    SqlStatement added = ran(TEXTS.get(WAYS), 500);
    table.putIfAbsent(added);

    displaced.statistics().record(499 - displaced.statistics().totalNanos(), false);
    assertThat(table.putBack(displaced)).isSameAs(displaced);
    assertThat(table).doesNotContain(displaced);

    displaced.statistics().record(2, false);
    assertThat(table.putBack(displaced)).isSameAs(displaced);
    assertThat(table).hasSize(WAYS).contains(displaced).doesNotContain(added);
    assertThat(displaced.hasPlace).isTrue();
  }

  @Test
  void whatLostItsPlaceMakesWayForAnEqualOneThatCameMeanwhile() {
    SqlStatement displaced = fill().get(0);
    table.putIfAbsent(statement(TEXTS.get(WAYS)));
    SqlStatement present = table.putIfAbsent(statement(TEXTS.get(0)));
    displaced.statistics().record(1_000_000, false);

    assertThat(table.putBack(displaced)).isSameAs(present);
    assertThat(table).doesNotContain(displaced);
  }

  @Test
  void aTextThatComesAgainBringsItsStatementBack() {
    Statements statements = new Statements(null);
    SqlStatement first = statements.of(TEXTS.get(0), "h2");
    assertThat(statements.of(TEXTS.get(0), "h2")).as("from now on by its text").isSameAs(first);
    for (String other : TEXTS.subList(1, WAYS + 1)) {
      statements.of(other, "h2").statistics().record(1_000, false);
    }
    assertThat(statements.all()).doesNotContain(first);

    first.statistics().record(1_000_000, false);

    assertThat(statements.of(TEXTS.get(0), "h2")).isSameAs(first);
    assertThat(statements.all()).hasSize(WAYS).contains(first);
  }

  /** All places of the set, the first statement with the least total time. */
  private List<SqlStatement> fill() {
    List<SqlStatement> full = new ArrayList<>();
    for (int i = 0; i < WAYS; i++) {
      SqlStatement statement = ran(TEXTS.get(i), 1_000L * i + 1);
      table.putIfAbsent(statement);
      full.add(statement);
    }
    assertThat(table).hasSize(WAYS);
    return full;
  }

  private static SqlStatement ran(String sql, long nanos) {
    SqlStatement statement = statement(sql);
    statement.statistics().record(nanos, false);
    return statement;
  }

  private static SqlStatement statement(String sql) {
    return new SqlStatement("h2", SqlSummary.of(sql, SqlDialect.of("h2")), null);
  }

  private static List<String> textsOfOneSet(int count) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; texts.size() < count; i++) {
      String sql = "select a" + i + " from members";
      if (SqlSummary.of(sql, SqlDialect.of("h2")).hash % SETS == 0) {
        texts.add(sql);
      }
    }
    return texts;
  }
}
