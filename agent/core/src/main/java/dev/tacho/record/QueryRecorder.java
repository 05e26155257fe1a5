package dev.tacho.record;

import dev.tacho.metrics.QueryError;
import dev.tacho.metrics.QueryMetrics;
import dev.tacho.metrics.RequestWork;
import dev.tacho.sql.SqlDialect;
import dev.tacho.sql.SqlReader;
import dev.tacho.sql.SqlSummary;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Turns execute calls into measurements. Any thread may call. */
final class QueryRecorder {
  /** SQL texts remembered; an application with more has literals in them. */
  private static final int MAX_TEXTS = 2_000;

  private static final int MAX_TEXT_LENGTH = 2_048;

  /** Statements that are alive at one time with their text known. */
  private static final int MAX_STATEMENTS = 100_000;

  private final QueryMetrics metrics;

  /** From so many executions of one statement on, a request has the N+1 problem. */
  private final int repetitions;

  private final SqlStatement unknown = new SqlStatement(SqlSummary.UNKNOWN);
  private final SqlStatement mixedBatch = new SqlStatement(SqlSummary.MIXED_BATCH);
  private final DatabaseSystems systems = new DatabaseSystems();
  private final ConcurrentMap<String, SqlStatement> texts = new ConcurrentHashMap<>();
  private final WeakIdentityMap<SqlStatement> prepared = new WeakIdentityMap<>(MAX_STATEMENTS);
  private final WeakIdentityMap<SqlStatement> batches = new WeakIdentityMap<>(MAX_STATEMENTS);

  QueryRecorder(QueryMetrics metrics, int repetitions) {
    this.metrics = metrics;
    this.repetitions = repetitions;
  }

  void connected(Object connection, String url) {
    systems.learn(connection.getClass(), url);
  }

  void prepared(Object statement, String sql) {
    prepared.put(statement, statement(sql));
  }

  void batched(Object statement, String sql) {
    ThreadState thread = ThreadState.get();
    SqlStatement added = statement(sql);
    SqlStatement before = batches.get(statement, thread.lookup);
    if (before == null) {
      batches.put(statement, added);
    } else if (before != mixedBatch && !before.sameKind(added)) {
      batches.remove(statement, thread.lookup);
      batches.put(statement, mixedBatch);
    }
  }

  void batchCleared(Object statement) {
    batches.remove(statement, ThreadState.get().lookup);
  }

  long enter(ThreadState thread) {
    if (thread.queryDepth++ > 0) {
      return Tokens.NESTED;
    }
    thread.beginCall();
    return Tokens.start();
  }

  void exit(ThreadState thread, long startNanos, Object statement, String sql, Throwable thrown) {
    SqlStatement text = sql != null ? statement(sql) : prepared.get(statement, thread.lookup);
    leave(thread, startNanos, statement, text, thrown);
  }

  void batchExit(ThreadState thread, long startNanos, Object statement, Throwable thrown) {
    SqlStatement text = batches.remove(statement, thread.lookup);
    if (text == null) {
      text = prepared.get(statement, thread.lookup);
    }
    leave(thread, startNanos, statement, text, thrown);
  }

  private void leave(
      ThreadState thread, long startNanos, Object statement, SqlStatement text, Throwable thrown) {
    if (thread.queryDepth > 0) {
      thread.queryDepth--;
    }
    String system = systems.of(statement.getClass());
    if (startNanos == Tokens.NESTED) {
      if (thread.innerSystem == null && system != null) {
        thread.innerSystem = system;
      }
      if (thread.innerStatement == null) {
        thread.innerStatement = text;
      }
      return;
    }
    long nanos = Tokens.elapsed(startNanos);
    thread.endCall(RequestWork.Component.DB, nanos);
    SqlStatement known = text != null ? text : thread.innerStatement;
    String knownSystem = system != null ? system : thread.innerSystem;
    thread.innerStatement = null;
    thread.innerSystem = null;
    InboundRequest request = thread.request;
    if (request != null) {
      countInRequest(request, known);
    }
    (known == null ? unknown : known)
        .series(metrics, knownSystem == null ? DatabaseSystems.UNKNOWN : knownSystem)
        .record(
            nanos, QueryError.of(thrown), startNanos + nanos, request == null ? null : request.id);
  }

  private void countInRequest(InboundRequest request, SqlStatement statement) {
    request.work.countQuery();
    if (statement != null && statement != mixedBatch) {
      request.statements.ran(statement, repetitions);
    }
  }

  private SqlStatement statement(String sql) {
    SqlStatement statement = texts.get(sql);
    return statement != null ? statement : newStatement(sql);
  }

  private SqlStatement newStatement(String sql) {
    SqlReader reader = new SqlReader();
    reader.read(sql, SqlDialect.STANDARD);
    SqlStatement created = new SqlStatement(reader.summary());
    if (texts.size() < MAX_TEXTS && sql.length() <= MAX_TEXT_LENGTH) {
      SqlStatement present = texts.putIfAbsent(sql, created);
      return present == null ? created : present;
    }
    return created;
  }
}
