package dev.tacho.summary;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tacho.metrics.MeasuredStatement;
import dev.tacho.metrics.StatementReport;
import dev.tacho.metrics.TopStatements;
import java.io.IOException;
import java.util.List;

/**
 * The statements that take most of the time, as JSON: the fields that {@code docs/statements.md}
 * lists, without those that are not known. Any thread may call.
 */
public final class StatementsPage {
  private static final String LIMIT = "limit=";

  private final TopStatements statements;

  public StatementsPage(TopStatements statements) {
    this.statements = statements;
  }

  /**
   * How many statements a query string asks for.
   *
   * @param query as it was sent, not decoded; null if there was none
   * @return 0 if what it asks for is not a number that it may ask for
   */
  public static int limit(String query) {
    if (query != null) {
      for (String parameter : query.split("&", -1)) {
        if (parameter.startsWith(LIMIT)) {
          return number(parameter.substring(LIMIT.length()));
        }
      }
    }
    return TopStatements.MAX_LIMIT;
  }

  private static int number(String text) {
    if (!text.matches("[0-9]{1,2}")) {
      return 0;
    }
    int number = Integer.parseInt(text);
    return number <= TopStatements.MAX_LIMIT ? number : 0;
  }

  /** The page with at most {@code limit} statements. */
  public byte[] body(final int limit) throws IOException {
    return new JsonPage() {
      @Override
      protected void write(JsonGenerator out) throws IOException {
        StatementsPage.write(out, statements.longest(limit));
      }
    }.body();
  }

  static void write(JsonGenerator out, List<StatementReport> reports) throws IOException {
    out.writeArrayFieldStart("statements");
    for (StatementReport report : reports) {
      write(out, report);
    }
    out.writeEndArray();
  }

  private static void write(JsonGenerator out, StatementReport report) throws IOException {
    MeasuredStatement statement = report.statement;
    out.writeStartObject();
    JsonPage.text(out, "system", statement.system());
    out.writeStringField("operation", statement.operation());
    JsonPage.text(out, "collection", statement.collection());
    JsonPage.text(out, "statement", statement.text());
    JsonPage.text(out, "statement_hash", statement.hash());
    out.writeNumberField("count", report.count);
    out.writeNumberField("errors", report.errors);
    JsonPage.seconds(out, "total_seconds", report.totalNanos);
    JsonPage.seconds(out, "mean_seconds", report.meanNanos);
    JsonPage.seconds(out, "p50_seconds", report.p50Nanos);
    JsonPage.seconds(out, "p95_seconds", report.p95Nanos);
    JsonPage.seconds(out, "p99_seconds", report.p99Nanos);
    JsonPage.seconds(out, "max_seconds", report.maxNanos);
    JsonPage.text(out, "last_route", report.lastRoute);
    out.writeEndObject();
  }
}
