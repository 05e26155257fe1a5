package dev.tacho.record;

/**
 * Which SQL a statement of the application was prepared for, and which its batch in progress holds.
 * Keeps no statement alive. Any thread may call.
 */
final class StatementTexts {
  /** Statements that are alive at one time with their text known. */
  private static final int MAX_STATEMENTS = 100_000;

  private final WeakIdentityMap<SqlStatement> prepared = new WeakIdentityMap<>(MAX_STATEMENTS);
  private final WeakIdentityMap<SqlStatement> batches = new WeakIdentityMap<>(MAX_STATEMENTS);

  /** Remembers what {@code statement} was prepared for, in the place of what it was before. */
  void put(Object statement, SqlStatement text) {
    prepared.put(statement, text);
  }

  /** What {@code statement} was prepared for, or null. */
  SqlStatement get(Object statement, ThreadState thread) {
    return prepared.get(statement, thread.lookup);
  }

  /** Remembers what the batch of {@code statement} holds, in the place of what it held before. */
  void putBatch(Object statement, SqlStatement text) {
    batches.put(statement, text);
  }

  /** What the batch of {@code statement} holds, or null. */
  SqlStatement batch(Object statement, ThreadState thread) {
    return batches.get(statement, thread.lookup);
  }

  /** Forgets the batch of {@code statement}, and gives what it held, or null. */
  SqlStatement takeBatch(Object statement, ThreadState thread) {
    return batches.remove(statement, thread.lookup);
  }
}
