package dev.tacho.record;

import dev.tacho.metrics.QueryError;
import dev.tacho.metrics.QueryMetrics;
import dev.tacho.metrics.RequestWork;
import dev.tacho.sql.SqlSummary;
import java.util.Collection;

/** Turns execute calls into measurements. Any thread may call. */
final class QueryRecorder {
  /** From so many executions of one statement on, a request has the N+1 problem. */
  private volatile int repetitions;

  private final EventReporter events;
  private final Statements statements;
  private final DatabaseSystems systems = new DatabaseSystems();
  private final StatementTexts texts = new StatementTexts();

  QueryRecorder(QueryMetrics metrics, int repetitions, EventReporter events) {
    this.statements = new Statements(metrics);
    this.repetitions = repetitions;
    this.events = events;
  }

  /** For requests that begin from now on. */
  void setRepetitions(int repetitions) {
    this.repetitions = repetitions;
  }

  /** The kinds of statements that have been seen, as far as they are remembered. */
  Collection<SqlStatement> statements() {
    return statements.all();
  }

  /** Leaves nothing of the agent in the application's statements. */
  void stop() {
    texts.emptySlots();
  }

  void connected(Object connection, String url) {
    systems.learn(connection.getClass(), url);
  }

  void prepared(Object statement, String sql) {
    texts.put(statement, read(statement, sql));
  }

  void batched(Object statement, String sql) {
    ThreadState thread = ThreadState.get();
    SqlStatement added = read(statement, sql);
    SqlStatement before = texts.batch(statement, thread);
    if (before == null) {
      texts.putBatch(statement, added);
    } else if (before != added && !before.countsWith(added)) {
      texts.putBatch(statement, statements.mixedBatch(added.system));
    }
  }

  /**
   * Derby and MariaDB's driver 2.7 clear a batch while they execute it, which is still to count.
   */
  void batchCleared(Object statement) {
    ThreadState thread = ThreadState.get();
    if (thread.queryDepth == thread.internalDepth) {
      texts.takeBatch(statement, thread);
    }
  }

  long enter(ThreadState thread) {
    if (thread.queryDepth++ > 0) {
      return Tokens.NESTED;
    }
    thread.innerStatement = null;
    thread.beginCall();
    return Tokens.start();
  }

  /**
   * @param sql the text, or what the slot of the statement holds, or null
   * @param count of rows changed; negative if the call does not tell
   */
  void exit(
      ThreadState thread,
      long startNanos,
      Object statement,
      Object sql,
      long count,
      Throwable thrown) {
    long nanos = leave(thread, startNanos);
    if (!tellsNothing(thread, startNanos)) {
      SqlStatement text = text(thread, statement, sql);
      executed(thread, startNanos, nanos, text, statement, count, thrown);
    }
  }

  private SqlStatement text(ThreadState thread, Object statement, Object sql) {
    Object text = sql == null ? texts.get(statement, thread) : StatementTexts.heldBy(sql);
    return text instanceof String ? read(statement, (String) text) : (SqlStatement) text;
  }

  void batchExit(
      ThreadState thread, long startNanos, Object statement, Object counts, Throwable thrown) {
    long nanos = leave(thread, startNanos);
    SqlStatement batch = texts.takeBatch(statement, thread);
    if (batch != null && startNanos == Tokens.NESTED && thread.internalDepth == 0) {
      thread.innerStatement = batch; // and not what of it was run first
    } else if (!tellsNothing(thread, startNanos)) {
      SqlStatement text = batch != null ? batch : text(thread, statement, null);
      long count = events.isSlowQuery(nanos) ? UpdateCounts.sum(counts) : UpdateCounts.UNKNOWN;
      executed(thread, startNanos, nanos, text, statement, count, thrown);
    }
  }

  /** A commit or rollback: time of the request in the database, but none of its queries. */
  void transactionExit(ThreadState thread, long startNanos, Object connection, Throwable thrown) {
    long nanos = leave(thread, startNanos);
    if (!tellsNothing(thread, startNanos)) {
      SqlStatement transaction = statements.transaction(systemOf(connection));
      executed(thread, startNanos, nanos, transaction, connection, UpdateCounts.UNKNOWN, thrown);
    }
  }

  /** First of all in an exit, so that whatever fails later leaves the depth intact. */
  private static long leave(ThreadState thread, long startNanos) {
    if (thread.queryDepth > 0) {
      thread.queryDepth--;
    }
    if (startNanos == Tokens.NESTED) {
      return 0;
    }
    long nanos = Tokens.elapsed(startNanos);
    thread.endCall(RequestWork.Component.DB, nanos);
    return nanos;
  }

  /** What a driver runs by itself tells nothing about the call around it. */
  private static boolean tellsNothing(ThreadState thread, long startNanos) {
    return startNanos == Tokens.NESTED
        && (thread.innerStatement != null || thread.internalDepth > 0);
  }

  /**
   * @param text what is known of the SQL, or null
   */
  private void executed(
      ThreadState thread,
      long startNanos,
      long nanos,
      SqlStatement text,
      Object statement,
      long count,
      Throwable thrown) {
    if (startNanos == Tokens.NESTED) {
      thread.innerStatement = text != null ? text : statements.unknown(systemOf(statement));
      return;
    }
    SqlStatement run = run(text, thread.innerStatement, statement);
    InboundRequest request = thread.request;
    if (request != null && !run.isTransaction()) {
      countInRequest(request, run);
    }
    run.executed(nanos, QueryError.of(thrown, run.system), startNanos + nanos, request);
    if (events.isSlowQuery(nanos)) {
      events.slowQuery(thread, run, nanos, thrown == null ? count : UpdateCounts.UNKNOWN);
    }
  }

  /**
   * What the outermost call has run: what the application said, in the system that a driver behind
   * it knows if this one is a wrapper of whatever drivers.
   *
   * @param outer what the outermost statement knows of it, or null
   * @param inner what the first one within knows, or null if there is none
   */
  private SqlStatement run(SqlStatement outer, SqlStatement inner, Object statement) {
    if (outer == null) {
      return inner != null ? inner : statements.unknown(systemOf(statement));
    }
    if (inner == null || !outer.system.equals(DatabaseSystems.UNKNOWN)) {
      return outer;
    }
    return inner.isOfKind(outer) ? inner : statements.in(inner.system, outer);
  }

  private void countInRequest(InboundRequest request, SqlStatement statement) {
    request.work.countQuery();
    if (statement.isOneKind() && request.statements.ran(statement, repetitions)) {
      request.statements.report(events.repeated(statement));
    }
  }

  /** What a method does that counts as a query because of its name. */
  SqlStatement named(String operation, String collection, String name) {
    return statements.named(MeasuredMethod.CUSTOM, SqlSummary.named(operation, collection, name));
  }

  /** Answers the time on this thread, or 0 for a nested call. */
  long leaveNamed(ThreadState thread, long token, SqlStatement statement) {
    long nanos = leave(thread, token);
    if (nanos > 0 && thread.request != null) {
      countInRequest(thread.request, statement);
    }
    return nanos;
  }

  /**
   * @param thread null if it ended on another one
   */
  void namedEnded(
      ThreadState thread, long startNanos, long nanos, SqlStatement statement, Throwable thrown) {
    statement.executed(
        nanos,
        QueryError.of(thrown, statement.system),
        startNanos + nanos,
        thread == null ? null : thread.request);
    if (thread != null && events.isSlowQuery(nanos)) {
      events.slowQuery(thread, statement, nanos, UpdateCounts.UNKNOWN);
    }
  }

  /** What runs until {@link #internalExit} counts as nested, so that nothing of it counts. */
  long internalEnter(ThreadState thread) {
    thread.queryDepth++;
    thread.internalDepth++;
    return Tokens.NESTED;
  }

  /** As {@link #internalEnter} if {@code part} is of a driver; else answers 0, for no exit. */
  long driverEnter(ThreadState thread, Object part) {
    return systems.of(part.getClass()).equals(DatabaseSystems.UNKNOWN) ? 0 : internalEnter(thread);
  }

  void internalExit(ThreadState thread) {
    if (thread.internalDepth > 0) { // else a request has begun within, and put it right
      thread.internalDepth--;
      thread.queryDepth--;
    }
  }

  private SqlStatement read(Object statement, String sql) {
    return statements.of(sql, systemOf(statement));
  }

  private String systemOf(Object statement) {
    return systems.of(statement.getClass());
  }
}
