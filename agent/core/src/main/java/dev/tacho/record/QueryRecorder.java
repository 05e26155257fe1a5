package dev.tacho.record;

import dev.tacho.metrics.QueryError;
import dev.tacho.metrics.QueryMetrics;
import dev.tacho.metrics.RequestWork;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Turns execute calls into measurements. Any thread may call. */
final class QueryRecorder {
  /** SQL texts remembered; an application with more has literals in them. */
  private static final int MAX_TEXTS = 2_000;

  private static final int MAX_TEXT_LENGTH = 2_048;

  private final QueryMetrics metrics;

  /** From so many executions of one statement on, a request has the N+1 problem. */
  private final int repetitions;

  private final SqlStatement unknown = new SqlStatement(SqlSummary.UNKNOWN);
  private final SqlStatement mixedBatch = new SqlStatement(SqlSummary.MIXED_BATCH);
  private final DatabaseSystems systems = new DatabaseSystems();
  private final ConcurrentMap<String, SqlStatement> texts = new ConcurrentHashMap<>();
  private final StatementTexts statements = new StatementTexts();

  QueryRecorder(QueryMetrics metrics, int repetitions) {
    this.metrics = metrics;
    this.repetitions = repetitions;
  }

  void connected(Object connection, String url) {
    systems.learn(connection.getClass(), url);
  }

  void prepared(Object statement, String sql) {
    statements.put(statement, statement(sql));
  }

  void batched(Object statement, String sql) {
    SqlStatement added = statement(sql);
    SqlStatement before = statements.batch(statement, ThreadState.get());
    if (before == null) {
      statements.putBatch(statement, added);
    } else if (before != mixedBatch && !before.sameKind(added)) {
      statements.putBatch(statement, mixedBatch);
    }
  }

  void batchCleared(Object statement) {
    statements.takeBatch(statement, ThreadState.get());
  }

  long enter(ThreadState thread) {
    if (thread.queryDepth++ > 0) {
      return Tokens.NESTED;
    }
    thread.beginCall();
    return Tokens.start();
  }

  void exit(ThreadState thread, long startNanos, Object statement, String sql, Throwable thrown) {
    SqlStatement text = sql != null ? statement(sql) : statements.get(statement, thread);
    leave(thread, startNanos, statement, text, thrown);
  }

  void batchExit(ThreadState thread, long startNanos, Object statement, Throwable thrown) {
    SqlStatement text = statements.takeBatch(statement, thread);
    if (text == null) {
      text = statements.get(statement, thread);
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
    SqlStatement created = new SqlStatement(SqlSummary.of(sql));
    if (texts.size() < MAX_TEXTS && sql.length() <= MAX_TEXT_LENGTH) {
      SqlStatement present = texts.putIfAbsent(sql, created);
      return present == null ? created : present;
    }
    return created;
  }
}
