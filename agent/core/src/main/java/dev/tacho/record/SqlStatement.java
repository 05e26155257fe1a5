package dev.tacho.record;

import dev.tacho.metrics.QueryError;
import dev.tacho.metrics.QueryMetrics;

/**
 * What the agent knows of one kind of statement in one database system: all SQL texts that differ
 * in literals and layout only. Shared by all threads and statements; refers to nothing of the
 * application.
 */
final class SqlStatement {
  final String system;
  final SqlSummary summary;

  /** Whether this is one kind, and not what stands for the unknown or for several at once. */
  final boolean isOneKind;

  private final QueryMetrics metrics;

  /**
   * Null until the statement is first executed: one that a proxy was asked for is executed as the
   * driver's. Plain: a thread that does not see it yet looks up the same one again.
   */
  private QueryMetrics.Series series;

  SqlStatement(String system, SqlSummary summary, boolean isOneKind, QueryMetrics metrics) {
    this.system = system;
    this.summary = summary;
    this.isOneKind = isOneKind;
    this.metrics = metrics;
  }

  String collection() {
    return summary.collection;
  }

  /** Whether both count in the same series. */
  boolean countsWith(SqlStatement other) {
    return system.equals(other.system) && summary.equals(other.summary);
  }

  /**
   * One execution has ended.
   *
   * @param error null if it succeeded
   * @param endNanos when it ended, by {@link System#nanoTime}
   * @param request in which it ran, or null
   */
  void executed(long nanos, QueryError error, long endNanos, InboundRequest request) {
    QueryMetrics.Series counted = series;
    if (counted == null) {
      counted = metrics.series(system, summary.operation, summary.collection);
      series = counted;
    }
    counted.record(nanos, error, endNanos, request == null ? null : request.id);
  }
}
