package dev.tacho.record;

import dev.tacho.metrics.QueryMetrics;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Finds the {@link SqlStatement} of an SQL text. Any thread may call. */
final class Statements {
  private final QueryMetrics metrics;
  private final TextCache texts = new TextCache();

  /** By system: what stands for statements of which no text is known. */
  private final ConcurrentMap<String, SqlStatement> unknown = new ConcurrentHashMap<>();

  private final ConcurrentMap<String, SqlStatement> mixedBatches = new ConcurrentHashMap<>();

  /** Commits and rollbacks. */
  private final ConcurrentMap<String, SqlStatement> transactions = new ConcurrentHashMap<>();

  Statements(QueryMetrics metrics) {
    this.metrics = metrics;
  }

  SqlStatement of(String sql, String system) {
    SqlStatement known = texts.get(sql, system);
    if (known != null) {
      return known;
    }
    SqlStatement read = statement(system, SqlSummary.of(sql), true);
    texts.put(sql, read);
    return read;
  }

  /** The same kind of statement, run by another system than was thought when its text was read. */
  SqlStatement in(String system, SqlStatement statement) {
    return statement(system, statement.summary, statement.isOneKind);
  }

  SqlStatement unknown(String system) {
    return shared(unknown, system, SqlSummary.UNKNOWN);
  }

  SqlStatement mixedBatch(String system) {
    return shared(mixedBatches, system, SqlSummary.MIXED_BATCH);
  }

  SqlStatement transaction(String system) {
    return shared(transactions, system, SqlSummary.TRANSACTION);
  }

  private SqlStatement shared(
      ConcurrentMap<String, SqlStatement> bySystem, String system, SqlSummary summary) {
    SqlStatement present = bySystem.get(system);
    if (present == null) {
      present = statement(system, summary, false);
      bySystem.put(system, present);
    }
    return present;
  }

  private SqlStatement statement(String system, SqlSummary summary, boolean isOneKind) {
    return new SqlStatement(system, summary, isOneKind, metrics);
  }
}
