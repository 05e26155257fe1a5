package dev.tacho.record;

import dev.tacho.facade.TachoSlot;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Which SQL a statement of the application was prepared for, and which its batch in progress holds.
 * Keeps no statement alive. Any thread may call.
 *
 * <p>The former is in the statement itself if it has a slot, else, as all batches, in a weak map:
 * that allocates an entry and a reference, which the collector has to look at, for each prepare.
 */
final class StatementTexts {
  /** Statements that are alive at one time with their text known. */
  private static final int MAX_STATEMENTS = 100_000;

  private final Handles handles = new Handles();
  private final WeakIdentityMap<SqlStatement> prepared = new WeakIdentityMap<>(MAX_STATEMENTS);
  private final WeakIdentityMap<SqlStatement> batches = new WeakIdentityMap<>(MAX_STATEMENTS);

  /** Remembers what {@code statement} was prepared for, in the place of what it was before. */
  void put(Object statement, SqlStatement text) {
    if (!(statement instanceof TachoSlot)) {
      prepared.put(statement, text);
    } else if (!(statement instanceof Proxy)) {
      // A proxy of all that a statement implements would run the application's code.
      ((TachoSlot) statement).tachoSlot(text.handle(handles));
    }
  }

  /** Slots hold nothing of the agent any more. */
  void emptySlots() {
    handles.empty();
  }

  /**
   * What {@code statement} was prepared for: a {@link SqlStatement}, the text itself if that was
   * while nothing was measured, or null.
   */
  Object get(Object statement, ThreadState thread) {
    return statement instanceof TachoSlot
        ? heldBy(((TachoSlot) statement).tachoSlot())
        : prepared.get(statement, thread.lookup);
  }

  /** As {@link #get} for what a slot holds. */
  static Object heldBy(Object slot) {
    return slot instanceof AtomicReference ? ((AtomicReference<?>) slot).get() : slot;
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
