package dev.tacho.record;

import dev.tacho.metrics.QueryMetrics;
import dev.tacho.sql.SqlSummary;

/**
 * What the agent keeps of one SQL text: its operation and table, and, once a system has run it, the
 * series it counts in. Shared by all threads and statements with that text.
 */
final class SqlStatement {
  private final SqlSummary summary;

  /**
   * The series for the system that ran it last; a text rarely meets two. Plain: a racing thread
   * sees an older one, whose system it then finds to differ, or null, and looks it up again.
   */
  private SystemSeries lastSeries;

  private static final class SystemSeries {
    final String system;
    final QueryMetrics.Series series;

    SystemSeries(String system, QueryMetrics.Series series) {
      this.system = system;
      this.series = series;
    }
  }

  SqlStatement(SqlSummary summary) {
    this.summary = summary;
  }

  String collection() {
    return summary.collection;
  }

  boolean sameKind(SqlStatement other) {
    return summary.operation.equals(other.summary.operation)
        && summary.collection.equals(other.summary.collection);
  }

  QueryMetrics.Series series(QueryMetrics metrics, String system) {
    SystemSeries last = lastSeries;
    if (last == null || !last.system.equals(system)) {
      last =
          new SystemSeries(system, metrics.series(system, summary.operation, summary.collection));
      lastSeries = last;
    }
    return last.series;
  }
}
