package dev.tacho.record;

import dev.tacho.metrics.QueryMetrics;
import dev.tacho.sql.SqlDialect;
import dev.tacho.sql.SqlReader;
import dev.tacho.sql.SqlSkeleton;
import dev.tacho.sql.SqlSummary;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Finds the {@link SqlStatement} of an SQL text. Any thread may call. A text seen lately costs a
 * look-up; another one is read, and allocates nothing if it differs from a known one in its
 * literals only.
 */
final class Statements {
  private final QueryMetrics metrics;
  private final TextCache texts = new TextCache();

  /** By skeleton: texts that differ in their literals only. */
  private final TextCache skeletons = new TextCache();

  private final StatementTable table = new StatementTable();

  /** By system: what stands for statements of which no text is known. */
  private final ConcurrentMap<String, SqlStatement> unknown = new ConcurrentHashMap<>();

  private final ConcurrentMap<String, SqlStatement> mixedBatches = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, SqlStatement> transactions = new ConcurrentHashMap<>();

  Statements(QueryMetrics metrics) {
    this.metrics = metrics;
    // Thrown away: no thread of the application is to load the classes.
    String sql = "select a from b where c = 'd' and e in (?, 1)";
    new SqlSkeleton().read(sql);
    new SqlReader().read(sql, SqlDialect.STANDARD);
  }

  /** What is known, statements of which no text is known aside. */
  Collection<SqlStatement> all() {
    return table;
  }

  SqlStatement of(String sql, String system) {
    int hash = sql.hashCode();
    SqlStatement byText = texts.get(sql, hash, system);
    if (byText != null && byText.hasPlace) {
      return byText;
    }
    ThreadState thread = ThreadState.get();
    SqlSkeleton skeleton = thread.sqlSkeleton();
    boolean simple = skeleton.read(sql);
    SqlStatement bySkeleton = simple ? skeletons.get(skeleton, skeleton.hash(), system) : null;
    SqlStatement known = byText != null ? byText : bySkeleton;
    SqlStatement statement = known == null ? read(sql, system, thread) : placed(known);
    if (statement != byText) {
      texts.put(sql, hash, statement);
    }
    if (simple && statement != bySkeleton) {
      skeletons.put(skeleton, skeleton.hash(), statement);
    }
    return statement;
  }

  private SqlStatement read(String sql, String system, ThreadState thread) {
    SqlReader reader = thread.sqlReader();
    reader.read(sql, SqlDialect.of(system));
    SqlStatement known = table.find(reader, system);
    return known != null
        ? known
        : table.putIfAbsent(new SqlStatement(system, reader.summary(), metrics));
  }

  /** So that a statement which only became expensive after it lost its place is shown. */
  private SqlStatement placed(SqlStatement known) {
    return known.hasPlace ? known : table.putBack(known);
  }

  /** The same kind of statement, run by another system than was thought when its text was read. */
  SqlStatement in(String system, SqlStatement statement) {
    return table.putIfAbsent(new SqlStatement(system, statement.summary, metrics));
  }

  /** What is run by another way than SQL: nobody looks it up by a text. */
  SqlStatement named(String system, SqlSummary summary) {
    return new SqlStatement(system, summary, metrics);
  }

  SqlStatement unknown(String system) {
    return shared(unknown, system, SqlSummary.UNKNOWN);
  }

  SqlStatement mixedBatch(String system) {
    return shared(mixedBatches, system, SqlSummary.MIXED_BATCH);
  }

  /** The commits and rollbacks that the application asks for by the methods of JDBC. */
  SqlStatement transaction(String system) {
    return shared(transactions, system, SqlSummary.TRANSACTION);
  }

  private SqlStatement shared(
      ConcurrentMap<String, SqlStatement> bySystem, String system, SqlSummary summary) {
    SqlStatement present = bySystem.get(system);
    if (present == null) {
      present = new SqlStatement(system, summary, metrics);
      bySystem.put(system, present);
    }
    return present;
  }
}
