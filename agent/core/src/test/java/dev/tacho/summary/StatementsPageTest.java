package dev.tacho.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.metrics.Statement;
import dev.tacho.metrics.StatementStatistics;
import dev.tacho.metrics.TopStatements;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementsPageTest {
  private final TopStatements statements = new TopStatements();
  private final StatementsPage page = new StatementsPage(statements);

  @Test
  void showsAllThatIsKnownOfAStatement() throws IOException {
    StatementStatistics statistics = new StatementStatistics();
    statistics.record(4_000_000, false);
    statistics.record(6_000_000, true);
    statistics.ranIn("/members/{id}");
    statements.rank(List.of(new Statement("select * from members where id = ?", statistics)));
    assertThat(body(50))
        .isEqualTo(
            """
            {
              "statements" : [ {
                "system" : "h2",
                "operation" : "select",
                "collection" : "members",
                "statement" : "select * from members where id = ?",
                "statement_hash" : "00000000da7b96b3",
                "count" : 2,
                "errors" : 1,
                "total_seconds" : 0.010000,
                "mean_seconds" : 0.005000,
                "p50_seconds" : 0.003832,
                "p95_seconds" : 0.006000,
                "p99_seconds" : 0.006000,
                "max_seconds" : 0.006000,
                "last_route" : "/members/{id}"
              } ]
            }
            """);
  }

  @Test
  void leavesOutWhatIsNotKnown() throws IOException {
    statements.rank(List.of(Statement.ran(null, 1_000)));
    assertThat(body(50)).doesNotContain("\"statement\"").doesNotContain("last_route");
  }

  @Test
  void isThereBeforeAnyStatementIs() throws IOException {
    assertThat(body(50)).isEqualTo("{\n  \"statements\" : [ ]\n}\n");
  }

  @Test
  void showsAsManyAsAskedFor() throws IOException {
    statements.rank(List.of(Statement.ran("short", 1), Statement.ran("long", 2)));
    assertThat(body(1)).contains("\"long\"").doesNotContain("\"short\"");
  }

  @Test
  void textCannotLeaveItsQuotes() throws IOException {
    statements.rank(List.of(Statement.ran("select \"a\\b\"\n\0☃", 1)));
    assertThat(body(50)).contains("\"statement\" : \"select \\\"a\\\\b\\\"\\n\\u0000☃\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "limits=3", "other=limit=3", "%6cimit=3", "&&=&"})
  void whoAsksForNoNumberGetsAll(String query) {
    assertThat(StatementsPage.limit(query)).isEqualTo(50);
    assertThat(StatementsPage.limit(null)).isEqualTo(50);
  }

  @Test
  void theFirstLimitIsInForce() {
    assertThat(StatementsPage.limit("limit=7")).isEqualTo(7);
    assertThat(StatementsPage.limit("x=1&limit=50&limit=3")).isEqualTo(50);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=",
        "limit=0",
        "limit=51",
        "limit=-1",
        "limit=+1",
        "limit=1e1",
        "limit=%31",
        "limit=٣",
        "limit=99999999999999999999"
      })
  void aLimitThatIsNoneIsRefused(String query) {
    assertThat(StatementsPage.limit(query)).isZero();
  }

  private String body(int limit) throws IOException {
    return new String(page.body(limit), StandardCharsets.UTF_8);
  }
}
