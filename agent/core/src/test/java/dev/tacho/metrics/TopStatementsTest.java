package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopStatementsTest {
  private final TopStatements top = new TopStatements();

  @Test
  void thereAreNoneBeforeThereAreAny() {
    assertThat(top.longest(50)).isEmpty();
  }

  @Test
  void theHighestTotalComesFirst() {
    Statement often = Statement.ran("often", 40);
    often.statistics().record(70, false);
    top.rank(List.of(Statement.ran("once", 100), often, Statement.ran("short", 1)));
    assertThat(top.longest(50))
        .extracting(report -> report.statement.text())
        .containsExactly("often", "once", "short");
  }

  @Test
  void noMoreAreShownThanAskedFor() {
    top.rank(List.of(Statement.ran("a", 1), Statement.ran("b", 3), Statement.ran("c", 2)));
    assertThat(top.longest(2))
        .extracting(report -> report.statement.text())
        .containsExactly("b", "c");
    assertThat(top.longest(0)).isEmpty();
  }

  @Test
  void aStatementThatComesLaterIsSeen() {
    List<Statement> statements = new ArrayList<>();
    top.rank(statements);
    statements.add(Statement.ran("later", 1));
    assertThat(top.longest(50)).hasSize(1);
  }

  @Test
  void whatWasOnlyPreparedIsNotShown() {
    top.rank(List.of(new Statement("prepared", new StatementStatistics())));
    assertThat(top.longest(50)).isEmpty();
  }
}
