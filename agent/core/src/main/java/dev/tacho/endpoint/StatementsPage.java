package dev.tacho.endpoint;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tacho.metrics.MeasuredStatement;
import dev.tacho.metrics.StatementReport;
import dev.tacho.metrics.TopStatements;
import java.io.IOException;

/**
 * The statements that take most of the time, as JSON: the fields that {@code docs/statements.md}
 * lists, without those that are not known. Any thread may call.
 */
final class StatementsPage {
  private static final String LIMIT = "limit=";

  private final TopStatements statements;

  StatementsPage(TopStatements statements) {
    this.statements = statements;
  }

  /**
   * How many statements a query string asks for.
   *
   * @param query as it was sent, not decoded; null if there was none
   * @return 0 if what it asks for is not a number that it may ask for
   */
  static int limit(String query) {
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

  byte[] body(final int limit) throws IOException {
    return new JsonPage() {
      @Override
      void write(JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("statements");
        for (StatementReport report : statements.longest(limit)) {
          StatementsPage.write(out, report);
        }
        out.writeEndArray();
      }
    }.body();
  }

  private static void write(JsonGenerator out, StatementReport report) throws IOException {
    MeasuredStatement statement = report.statement;
    out.writeStartObject();
    out.writeStringField("system", statement.system());
    out.writeStringField("operation", statement.operation());
    out.writeStringField("collection", statement.collection());
    text(out, "statement", statement.text());
    text(out, "statement_hash", statement.hash());
    out.writeNumberField("count", report.count);
    out.writeNumberField("errors", report.errors);
    JsonPage.seconds(out, "total_seconds", report.totalNanos);
    JsonPage.seconds(out, "mean_seconds", report.meanNanos);
    JsonPage.seconds(out, "p50_seconds", report.p50Nanos);
    JsonPage.seconds(out, "p95_seconds", report.p95Nanos);
    JsonPage.seconds(out, "p99_seconds", report.p99Nanos);
    JsonPage.seconds(out, "max_seconds", report.maxNanos);
    text(out, "last_route", report.lastRoute);
    out.writeEndObject();
  }

  private static void text(JsonGenerator out, String name, String value) throws IOException {
    if (value != null) {
      out.writeStringField(name, value);
    }
  }
}
