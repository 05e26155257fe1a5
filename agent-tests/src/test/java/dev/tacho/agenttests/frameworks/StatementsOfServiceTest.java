package dev.tacho.agenttests.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RunningApp;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code /metrics/statements} says of a service that runs. */
class StatementsOfServiceTest {
  private static final Pattern STATEMENT = Pattern.compile("\\{\\s+\"system\".*?}", Pattern.DOTALL);

  private static RunningApp app;

  @BeforeAll
  static void serve() {
    app = Framework.JDBC_TEMPLATE.on(Jdk.current()).start();
    app.get("/create");
    app.get("/one-by-one");
    app.get("/by-literals");
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @Test
  void countsEachKindOfStatementWhateverItsLiterals() {
    assertThat(statements("/metrics/statements"))
        .extracting(
            json -> text(json, "statement"),
            json -> text(json, "collection"),
            json -> number(json, "count"),
            json -> text(json, "last_route"))
        .containsExactlyInAnyOrder(
            row("create table members (id int primary key)", "members", 1, "/create"),
            row(
                "create table orders (id int primary key, member_id int not null references"
                    + " members)",
                "orders",
                1,
                "/create"),
            row("insert into members (id) values (?)", "members", 12, "/create"),
            row("insert into orders (id, member_id) values (?, ?)", "orders", 24, "/create"),
            row("select id from members", "members", 2, "/by-literals"),
            // Twelve with a marker, and twelve with as many literals.
            row("select id from orders where member_id = ?", "orders", 24, "/by-literals"));
  }

  @Test
  void showsTheHighestTotalsFirstAndAsManyAsAskedFor() {
    List<Double> totals =
        statements("/metrics/statements").stream()
            .map(json -> number(json, "total_seconds"))
            .toList();
    assertThat(totals).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(statements("/metrics/statements?limit=2"))
        .extracting(json -> number(json, "total_seconds"))
        .containsExactlyElementsOf(totals.subList(0, 2));
  }

  private static Tuple row(String statement, String collection, double count, String lastRoute) {
    return Tuple.tuple(statement, collection, count, lastRoute);
  }

  private static List<String> statements(String path) {
    return STATEMENT
        .matcher(app.agent("GET", path).body())
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private static String text(String json, String field) {
    return value(json, field, "\"([^\"]*)\"");
  }

  private static double number(String json, String field) {
    return Double.parseDouble(value(json, field, "([0-9.]+)"));
  }

  private static String value(String json, String field, String pattern) {
    Matcher value = Pattern.compile("\"" + field + "\" : " + pattern).matcher(json);
    assertThat(value.find()).as(json).isTrue();
    return value.group(1);
  }
}
