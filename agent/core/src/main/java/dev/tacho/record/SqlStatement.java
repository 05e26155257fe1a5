package dev.tacho.record;

import dev.tacho.metrics.MeasuredStatement;
import dev.tacho.metrics.QueryError;
import dev.tacho.metrics.QueryMetrics;
import dev.tacho.metrics.StatementStatistics;
import dev.tacho.sql.SqlSummary;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What the agent knows of one kind of statement in one database system: all SQL texts that differ
 * in literals and layout only. Shared by all threads and statements; refers to nothing of the
 * application.
 */
final class SqlStatement implements MeasuredStatement {
  final String system;
  final SqlSummary summary;

  /**
   * What slots hold of this: an object of the JDK, so that it can be emptied when the agent goes,
   * while the statements of the application stay. Null until there is one.
   */
  private volatile AtomicReference<SqlStatement> handle;

  private final StatementStatistics statistics = new StatementStatistics();
  private final QueryMetrics metrics;

  /**
   * Null until the statement is first executed: one that a proxy was asked for is executed as the
   * driver's. Plain: a thread that does not see it yet looks up the same one again.
   */
  private QueryMetrics.Series series;

  /**
   * Whether {@link StatementTable} has it. Plain: a thread that sees an older value asks the table
   * once too often, or an execution later.
   */
  boolean hasPlace;

  SqlStatement(String system, SqlSummary summary, QueryMetrics metrics) {
    this.system = system;
    this.summary = summary;
    this.metrics = metrics;
  }

  /** As for the field, made when first asked for. */
  AtomicReference<SqlStatement> handle(Handles handles) {
    AtomicReference<SqlStatement> present = handle;
    if (present == null) {
      present = handles.of(this);
      handle = present;
    }
    return present;
  }

  /** Whether this is one kind, and not what stands for the unknown or for several at once. */
  boolean isOneKind() {
    return summary.text != null;
  }

  /** Whether both count in the same series. */
  boolean countsWith(SqlStatement other) {
    return system.equals(other.system) && isOfKind(other);
  }

  /** Whether both do the same, in whatever systems. */
  boolean isOfKind(SqlStatement other) {
    return operation().equals(other.operation()) && collection().equals(other.collection());
  }

  /** Whether it begins or ends a transaction, and so is no query of a request. */
  boolean isTransaction() {
    return operation().equals(SqlSummary.TRANSACTION.operation);
  }

  boolean isSameAs(SqlStatement other) {
    return summary.hash == other.summary.hash
        && countsWith(other)
        && Objects.equals(summary.text, other.summary.text);
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
    if (counted == null || counted.mayMove()) {
      counted = metrics.series(system, summary.operation, summary.collection);
      series = counted;
    }
    counted.record(nanos, error, endNanos, request == null ? null : request.id);
    statistics.record(nanos, error != null);
  }

  @Override
  public String system() {
    return system;
  }

  @Override
  public String operation() {
    return summary.operation;
  }

  @Override
  public String collection() {
    return summary.collection;
  }

  @Override
  public String text() {
    return summary.text;
  }

  @Override
  public String hash() {
    return summary.hashDigits();
  }

  @Override
  public StatementStatistics statistics() {
    return statistics;
  }
}
